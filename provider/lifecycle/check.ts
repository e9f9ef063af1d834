import { isDeepStrictEqual } from "node:util";
import { messageOf } from "../base/errors";
import { isObject } from "../base/values";
import { isMissing } from "../model/keywords";
import { type Fields, leavesOf, splitPath } from "../model/leaves";
import { byKey } from "../model/path";
import type { ResourceType } from "../model/resource-type";
import {
  type Lifted,
  liftSecrets,
  type Restored,
  restoreSecrets,
  type SecretContainer,
  type Secrets,
  UNKNOWN,
} from "../model/secrets";
import { type Inputs, pickWritable } from "../model/state";
import { problemsOf, removalsThatDestroy } from "../model/validate";
import { placementOf } from "../sinch/location";

import { isLoopback, type Settings } from "../sinch/settings";
import { adviceOn } from "./advice";
import type { Context } from "./context";
import { intentProblems } from "./creation/intent";
import { type Adoption, type NewResource, newResource } from "./creation/preview";
import { extraNote } from "./extra-note";

type Props = Readonly<Record<string, unknown>>;

/** The result of `check`. */
export interface Checked {
  readonly inputs: Inputs;
  /** The problems. The first line says what is wrong, further lines how to fix it. */
  readonly problems: string[];
  /** Information that doesn't block the run. */
  readonly notes: string[];
  /** The planned adoption, if any; `notes` mention it too. */
  readonly adoption?: Adoption;
}

/** Problems that only a host can detect in the inputs. */
export interface HostProblems {
  /** What may have separated secrets from their entries. */
  orphaned(): string[];
  /** @param changed Whether anything changes. */
  found(before: Fields, after: Fields, changed: boolean): string[];
}

const NONE: HostProblems = { orphaned: () => [], found: () => [] };

/**
 * Validates the program's inputs and converts them to the state's form. For new resources, checks whether their names
 * are in use, with one LIST for all of them.
 *
 * @param olds The inputs in the state, in the program's order.
 * @param news The program's inputs.
 */
export async function check(context: Context, olds: Props, news: Props, host = NONE): Promise<Checked> {
  const { type, settings, claims } = context;
  claims.begin();
  const lifted = liftSecrets(type, asSent(type, news));
  const secrets = containersOf(type, news.secrets, lifted.secrets);
  const { at, problems } = placementOf(type, settings, olds, news);
  const inputs = { ...lifted.fields, ...at, secrets } as unknown as Inputs;

  const somewhere = Object.fromEntries(
    type.locationFields.filter((part) => part !== type.parentField).map((part) => [part, UNKNOWN]),
  );
  const restored = restoreSecrets(type, { ...somewhere, ...lifted.fields, ...at }, secrets);
  const before = restoreSecrets(type, pickWritable(type, olds), olds.secrets as Secrets | undefined);
  const fresh = Object.keys(olds).length === 0 ? newResource(context, inputs) : undefined;
  const wrong = await problemsUnless(type, restored, fresh ? fresh.asExisting : () => before.fields);
  const orphans = restored.orphans.map(
    (path) => `secrets.${path.replace("/", ": ")} refers to an entry that doesn't exist`,
  );
  const moves = type.locationFields.some((part) => olds[part] !== undefined && olds[part] !== inputs[part]);
  const region = wrong.length === 0 && typeof at.region === "string" && at.region !== UNKNOWN ? at.region : undefined;
  const projectId = typeof at.projectId === "string" && at.projectId !== UNKNOWN ? at.projectId : undefined;
  const setUp = [...settings.problems(region, projectId), ...intentProblems(settings)];
  const checked: Checked = {
    inputs,
    problems: [
      ...problems,
      ...setUp,
      ...(orphans.length > 0 ? host.orphaned() : []),
      ...orphans,
      ...wrong,
      ...plainUrls(type, restored.fields, settings),
      ...(fresh?.refusals() ?? []),
      ...host.found(before.fields, restored.fields, !isDeepStrictEqual(olds, inputs)),
      ...(moves ? [] : removalsThatDestroy(type, olds, news)),
    ],
    notes: setUp.length === 0 && projectId !== undefined ? missingKey(settings, projectId) : [],
  };
  const decided = fresh ? await withDecision(checked, fresh) : { ...checked, existing: before.fields };
  // Refused inputs need no advice.
  if (decided.problems.length > 0) return decided;
  const isCreated = fresh !== undefined && !decided.existing && !fresh.mayAdopt;
  const advice = adviceOn(type, inputs, { fields: restored.fields, existing: decided.existing, isCreated });
  return { ...decided, notes: [...decided.notes, ...advice, ...extraNote(context, restored.fields)] };
}

/** Adds how a new resource would be created, if nothing else is wrong, and which identities it shares with others. */
async function withDecision(checked: Checked, fresh: NewResource): Promise<Checked & { readonly existing?: Fields }> {
  if (checked.problems.length > 0) return checked;
  // Without a key, the name can't be checked.
  const { problem, note, adoption, existing } = checked.notes.length > 0 ? {} : await fresh.decision();
  const { problems, notes } = problem ? { problems: [problem], notes: [] } : await fresh.sharing(adoption?.id);
  return {
    ...checked,
    problems,
    notes: [...checked.notes, ...(note ? [note] : []), ...notes],
    ...(adoption ? { adoption } : {}),
    ...(existing ? { existing } : {}),
  };
}

/**
 * The program's inputs with `x-sent-default` values for unset fields. `null` in a field that `null` clears unsets it.
 */
function asSent({ properties }: ResourceType, news: Props): Props {
  const sent: Record<string, unknown> = { ...news };
  for (const [field, node] of Object.entries(properties)) {
    if (!isMissing(news[field])) continue;
    if (node["x-sent-default"] !== undefined) sent[field] = node["x-sent-default"];
    else if (node["x-cleared-by"] === null) delete sent[field];
  }
  return sent;
}

/** Problems with URLs without TLS, whose traffic others could read. */
function plainUrls(type: ResourceType, fields: Fields, settings: Settings): string[] {
  if (!type.hasUrls || settings.find("plainUrls")) return [];
  return [...leavesOf(type, fields)].flatMap(([path, value]) => {
    const isUrl = typeof value === "string" && type.nodeAt(splitPath(path))?.["x-url"] !== undefined;
    if (!isUrl || !/^http:/i.test(value) || isLoopback(value)) return [];
    return [
      `${byKey(type, splitPath(path))} must use https://, because others could read what is sent there. ` +
        "http is for this machine only, unless sinch:plainUrls in the stack's configuration says why",
    ];
  });
}

/** A container for each field that can hold secrets, with those that the program put there and those still in place. */
function containersOf(type: ResourceType, given: unknown, lifted: Lifted["secrets"]): Secrets {
  const containers = (typeof given === "object" ? given : {}) as Secrets;
  return Object.fromEntries(
    type.secretFields.flatMap((field): [string, SecretContainer][] => {
      const container = given === UNKNOWN ? UNKNOWN : (containers[field] ?? {});
      const own = lifted[field] ?? {};
      // One secret, whatever it is: what isn't a text is a problem, not an empty container.
      const whole = isEmpty(own) ? container : own;
      const several = container === UNKNOWN ? UNKNOWN : { ...(container as Props), ...(own as Props) };
      const secrets = type.isSecret([field]) ? whole : several;
      return field in lifted || !isEmpty(secrets) ? [[field, secrets]] : [];
    }),
  );
}

const isEmpty = (container: SecretContainer): boolean => isObject(container) && Object.keys(container).length === 0;

/**
 * The problems of a resource, except those that are accepted unchanged. The exceptions are computed only if there is a
 * problem.
 */
async function problemsUnless(
  type: ResourceType,
  { fields, unknown }: Restored,
  accepted: (fields: Fields) => Fields | Promise<Fields>,
): Promise<string[]> {
  const wrong = problemsOf(type, fields, unknown);
  return wrong.length === 0 ? wrong : problemsOf(type, fields, unknown, await accepted(fields));
}

/** A preview works without a key, since a pull request's job may have none. */
function missingKey(settings: Settings, projectId: string): string[] {
  try {
    settings.keyOf(projectId);
    return [];
  } catch (error) {
    return [
      `${messageOf(error)}; an explicit provider takes both as inputs. The preview continues without it; \`pulumi up\` needs it`,
    ];
  }
}
