import { type Leaves, splitPath } from "../../../provider/model/leaves";
import { calledOf, inWords, isUnset, ownKind, type ResourceFacts, TYPES } from "../../resources/resource-facts";
import { daysInWords, RETENTION_FIELDS, retentionDays, statesRetention } from "../../stack/retention";
import type { PlanGate } from "../facts/gates";
import { isPlaceholder } from "../facts/placeholder";
import { placeOf } from "../facts/recorded";
import type { Finding, Kind, PlannedResource, RecordedResource, SourceRecord } from "../records/records";
import type { SecretDigests } from "../records/secret-digests";

/** What becomes of a resource, in memory. */
export interface ResourceOutcome {
  readonly kind: Kind;
  readonly name: string;
  readonly action: PlannedResource["action"];
  readonly now?: ResourceFacts;
  readonly after?: ResourceFacts;
  /** As the service shows it. */
  readonly live?: Leaves;
}

/** What speaks against a change to an app. Nothing of a secret is said but where it stands. */
export function appFindings(outcome: ResourceOutcome): Finding[] {
  const { name, action } = outcome;
  const at = (gate: PlanGate, message: string, fix?: string): Finding => ({
    gate,
    resource: name,
    message,
    ...(fix ? { fix } : {}),
  });
  if (action === "delete") {
    const fix = `if it was renamed in the program, keep it with aliases: [{ name: ${JSON.stringify(name)} }]`;
    return [at("delete", "it would be deleted, with all its messages and conversations", fix)];
  }
  const replaced = action === "replace" ? [at("replace", "it would be deleted and created again, with a new ID")] : [];
  return [
    ...replaced,
    ...lostChannels(outcome).map((channel) => at("channel", `it would lose its channel ${channel}`)),
    ...shortened(outcome).map((message) => at("retention", message)),
  ];
}

function lostChannels({ now, after, live }: ResourceOutcome): string[] {
  return TYPES.app.listFields.flatMap((field) => {
    const [before, then] = [[...keysOf(now?.leaves, field), ...keysOf(live, field)], after?.leaves.get(field)];
    if (!Array.isArray(then)) return [];
    return [...new Set(before)].filter((key) => !then.includes(key));
  });
}

const keysOf = (leaves: Leaves | undefined, field: string): string[] => {
  const keys = leaves?.get(field);
  return Array.isArray(keys) ? (keys as string[]) : [];
};

function shortened({ now, after, live }: ResourceOutcome): string[] {
  if (!now || !after) return [];
  return RETENTION_FIELDS.flatMap((field) => {
    if (!statesRetention(after.leaves, field)) return [];
    // What the program doesn't state is the service's: only the service knows it.
    const before = retentionDays(live ?? now.leaves, field);
    const then = retentionDays(after.leaves, field);
    if (before === undefined || then === undefined || then >= before) return [];
    return [
      `${field} would be shortened from ${daysInWords(before)} to ${daysInWords(then)}: older messages are deleted`,
    ];
  });
}

/** What is still a placeholder. */
export const placeholders = (outcome: ResourceOutcome): Finding[] =>
  [...(outcome.after?.leaves ?? [])]
    .filter(([, value]) => isPlaceholder(value))
    .map(([path]) => ({
      gate: "placeholder",
      resource: calledOf(outcome),
      message: `${inWords(outcome.kind, path)} is still a placeholder`,
      fix: "fill it in",
    }));

/** Whether an app would be made in a Sinch project of the source's: a target that has apps there already is meant to. */
export function inSourceProject({ name, now, after }: ResourceOutcome, { resources, stack }: SourceRecord): Finding[] {
  const { projectId } = after ?? {};
  if (
    projectId === undefined ||
    now?.projectId === projectId ||
    !resources.some((one) => one.projectId === projectId)
  ) {
    return [];
  }
  const message = `it would be created in ${stack}'s Sinch project, ${projectId}`;
  return [{ gate: "same-project", resource: name, message, fix: "set sinch:projectId to its own" }];
}

const NAMED_SECRET = /secret|token|passw|passphrase|credential|key|auth|cert|private/i;

/** What this version doesn't know and whose name tells no secret: it is kept as one, and may be the same in every environment all the same. */
function isSetting(kind: Kind, path: string): boolean {
  const names = splitPath(path);
  const type = TYPES[kind];
  return (
    type.isExtra(names) &&
    !names.slice(names.indexOf(type.openField as string) + 1).some((name) => NAMED_SECRET.test(name))
  );
}

/** The identities and secrets of a resource that are the source's, too. */
export async function sharedWithSource(
  outcome: ResourceOutcome,
  source: SourceRecord,
  digests: SecretDigests,
): Promise<Finding[]> {
  const { kind, after } = outcome;
  const resource = calledOf(outcome);
  const found: Finding[] = [];
  for (const [path, value] of after?.leaves ?? []) {
    if (isUnset(value)) continue;
    const where = inWords(kind, path);
    if (after?.isSecret(path)) {
      if (isSetting(kind, path)) continue;
      const place = await sameSecret(value, { key: after.key, path }, source, digests);
      const message = `${where} is the same as in ${place}`;
      if (place) found.push({ gate: "same-secret", resource, path, message, fix: "set its own" });
    } else if (ownKind(kind, path, value) === "identity") {
      const isSame = (one: RecordedResource): boolean => one.kind === kind && asUrl(one.fields[path]) === asUrl(value);
      if (!source.resources.some(isSame)) continue;
      const message = `${where} is the same as in ${source.stack}: ${JSON.stringify(value)}`;
      found.push({ gate: "same-identity", resource, path, message, fix: "set its own" });
    }
  }
  return found;
}

/** The secrets of the configuration that the source has in a resource: where no preview says what becomes of them. */
export async function sharedConfig(
  configured: Readonly<Record<string, { readonly value?: string; readonly secret?: boolean }>>,
  stack: string,
  source: SourceRecord,
  digests: SecretDigests,
): Promise<Finding[]> {
  const secrets = Object.entries(configured).filter(([, { value, secret }]) => secret && value);
  const found = secrets.map(async ([key, { value }]): Promise<Finding[]> => {
    const place = await sameSecret(value, { key: "", path: "" }, source, digests);
    const message = `${key} of ${stack} is the same as in ${place}`;
    return place ? [{ gate: "same-secret", message, fix: "set its own" }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** A URL in one form, whatever case its host is written in; anything else as it is. */
const asUrl = (value: unknown): unknown =>
  typeof value === "string" && URL.canParse(value) ? new URL(value).href : value;

/** The secrets of the source's resource that this one lacks; of an app, on channels that it has. */
export function lackingSecrets(
  outcome: ResourceOutcome,
  source: RecordedResource | undefined,
  stack: string,
): Finding[] {
  const { kind, after } = outcome;
  if (!after || !source) return [];
  return Object.keys(source.secrets).flatMap((path): Finding[] => {
    const [field = "", key = ""] = splitPath(path);
    const keys = after.leaves.get(field);
    const value = after.leaves.get(path);
    if (!isUnset(value) || (Array.isArray(keys) && !keys.includes(key))) return [];
    const message = `${inWords(kind, path)} isn't set, but ${stack} has it`;
    return [{ gate: "secret", resource: calledOf(outcome), message, fix: "set it" }];
  });
}

/**
 * Where the source has a secret, `support, channelCredentials[SMS].staticBearer.token`; `undefined` where it hasn't. Of several
 * places the one of the same resource and field comes first.
 */
async function sameSecret(
  value: unknown,
  own: { readonly key: string; readonly path: string },
  source: SourceRecord,
  digests: SecretDigests,
): Promise<string | undefined> {
  const places = source.resources
    .flatMap(({ secrets, ...at }) =>
      Object.entries(secrets).map(([path, digest]) => {
        const distance = (at.key === own.key ? 0 : 2) + (path === own.path ? 0 : 1);
        return { at, path, digest, distance };
      }),
    )
    .sort((one, other) => one.distance - other.distance);
  for (const { at, path, digest } of places) {
    if (await digests.matches(digest, placeOf(at.key, path), value)) {
      return `${source.stack} (${calledOf(at)}, ${inWords(at.kind, path)})`;
    }
  }
  return undefined;
}
