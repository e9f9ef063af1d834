import { codeIn, withoutCode } from "../../../provider/base/errors";
import { nameIn } from "../../../provider/base/urn";
import type { Settings } from "../../../provider/sinch/settings";
import { SINCH_APPS } from "../../cli-error";
import { calledIn, calledOf, kindOf } from "../../resources/resource-facts";
import { CLEAR_PENDING } from "../../stack";
import { isMandatory, isSame, type Proposal, type Step } from "../engine/proposal";
import type { PlanGate } from "../facts/gates";
import { isPlaceholder } from "../facts/placeholder";
import { pathsInWords } from "../facts/source-tree";
import type { Survey } from "../facts/survey";
import type { Finding, PlanOptions, SourceRecord } from "../records/records";

const finding = (gate: PlanGate, message: string, more: Partial<Finding> = {}): Finding => ({ gate, message, ...more });

/** What can be said before the preview: program, configuration, and what the target is like now. */
export function findingsBefore(source: SourceRecord, target: Survey, options: PlanOptions, now: Date): Finding[] {
  return [
    ...programFindings(source, target, options),
    ...ageFindings(source, options, now),
    ...configFindings(source, target),
    ...plainSecrets(source, target),
    ...placeholdersInConfig(source, target),
    ...targetFindings(target),
  ];
}

function programFindings(
  source: SourceRecord,
  { tree: { tree, dirty, unknown } }: Survey,
  options: PlanOptions,
): Finding[] {
  const found: Finding[] = [];
  if (!tree) found.push(finding("git", `can't tell whether the working tree is clean: ${unknown}`));
  else if (dirty.length > 0) {
    found.push(finding("git", `not committed: ${pathsInWords(dirty)}`, { fix: "commit or remove these files" }));
  }
  if (!tree || !source.tree) {
    const who = tree ? "the source's record holds no commit" : unknown;
    found.push(finding("tree", `can't tell whether the program is the source's: ${who}`));
    return found;
  }
  if (tree.hash !== source.tree.hash) {
    const commits = source.tree.commit === tree.commit ? "" : `: ${source.tree.commit} there, ${tree.commit} here`;
    found.push(
      finding("tree", `the program isn't the one deployed to ${source.stack}${commits}`, {
        fix: `check out ${source.tree.commit}, or deploy this program to ${source.stack} first`,
      }),
    );
  }
  if (options.sameCommit && tree.commit !== source.tree.commit) {
    found.push(
      finding("commit", `${source.stack} was deployed from ${source.tree.commit}, this is ${tree.commit}`, {
        fix: `check out ${source.tree.commit}`,
      }),
    );
  }
  return found;
}

function ageFindings({ madeAt, stack }: SourceRecord, { maxAgeHours }: PlanOptions, now: Date): Finding[] {
  const hours = (now.getTime() - Date.parse(madeAt)) / 3_600_000;
  if (hours <= maxAgeHours) return [];
  return [
    finding("age", `the record of ${stack} is from ${madeAt}: older than ${maxAgeHours} hours`, {
      fix: `create a new one: sinch-apps promote attest --stack ${stack}`,
    }),
  ];
}

/** Keys that point to a stand-in for the service, or that others take the place of. */
const NOT_NEEDED = new Set(["sinch:apiUrl", "sinch:authUrl", "sinch:projects"]);

function configFindings({ config, stack }: SourceRecord, { contents }: Survey): Finding[] {
  const lacking = Object.entries(config).filter(
    ([key]) => contents.configured[key] === undefined && !NOT_NEEDED.has(key) && !isElsewhere(key, contents.settings),
  );
  return lacking.map(([key, { secret }]) =>
    finding("config", `${contents.name} lacks ${key}, which ${stack} has`, { fix: setKey(key, secret, contents.name) }),
  );
}

/** The command that sets a key: a secret is asked for. */
const setKey = (key: string, secret: boolean, stack: string): string =>
  `pulumi config set ${secret ? `--secret ${key}` : `${key} VALUE`} --stack ${stack}`;

function plainSecrets({ config, stack }: SourceRecord, { contents }: Survey): Finding[] {
  return Object.entries(contents.configured).flatMap(([key, { secret }]) =>
    config[key]?.secret && !secret
      ? finding("plain-secret", `${key} is a secret in ${stack} but plain text in ${contents.name}`, {
          fix: setKey(key, true, contents.name),
        })
      : [],
  );
}

/** Whether a setting of the provider comes from the environment, or from `sinch:projects`. */
function isElsewhere(key: string, settings: Settings): boolean {
  const [, name = ""] = /^sinch:(\w+)$/.exec(key) ?? [];
  try {
    if (name === "keyId" || name === "keySecret")
      return settings.keyOf(settings.find("projectId")?.value ?? "") !== undefined;
    return name !== "" && settings.find(name as "region") !== undefined;
  } catch {
    return false;
  }
}

function placeholdersInConfig({ config }: SourceRecord, { contents }: Survey): Finding[] {
  return Object.entries(contents.configured).flatMap(([key, { value, secret }]) =>
    isPlaceholder(value)
      ? finding("placeholder", `${key} of ${contents.name} is still a placeholder`, {
          fix: setKey(key, secret === true || config[key]?.secret === true, contents.name),
        })
      : [],
  );
}

function targetFindings({ contents, resources }: Survey): Finding[] {
  const pending = contents.pendingOperations.map(({ type, urn }) =>
    finding("pending", `an interrupted run left an operation in ${contents.name}: ${type} ${nameIn(urn)}`, {
      fix: `${CLEAR_PENDING} --stack ${contents.name}`,
    }),
  );
  const drift = resources.flatMap(({ facts, report: { status, changes, id } }): Finding[] => {
    if (status === "in-sync") return [];
    const what =
      status === "missing"
        ? `it is gone (${id})`
        : `changed since it was deployed: ${changes.map(({ field }) => field).join(", ")}`;
    return [
      finding("drift", what, {
        resource: calledOf(facts),
        fix: `${SINCH_APPS} drift --stack ${contents.name} shows all of it`,
      }),
    ];
  });
  return [...pending, ...drift];
}

/** What the preview brings to light, apart from what becomes of each app and webhook. */
export function findingsOf({ steps, violations, refusals }: Proposal, clean: (text: string) => string): Finding[] {
  const line = (text: string): string => clean(text.replace(/\s*\n\s*/g, " ").trim());
  return [
    ...violations
      .filter(isMandatory)
      .map(({ policyPackName, policyName, message, resourceUrn }) =>
        finding("policy", `${policyPackName} ${policyName}: ${line(message)}`, named(resourceUrn)),
      ),
    ...refusals.map(({ urn, message }) => {
      const code = codeIn(message);
      return finding("preview", line(withoutCode(message)), { ...named(urn), ...(code ? { code } : {}) });
    }),
    ...steps
      .filter(isOther)
      .map(({ urn, operations, type }) =>
        finding("others", `${operations.join(", ")} ${type} ${nameIn(urn)}: neither an app nor a webhook`),
      ),
  ];
}

const named = (urn: string | undefined): Partial<Finding> => (urn ? { resource: calledIn(urn) } : {});

/** Whether a step changes something that is neither an app nor a webhook. A component only groups others. */
export const isOther = (step: Step): boolean => step.custom && !kindOf(step.type) && !isSame(step);
