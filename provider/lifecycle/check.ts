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

/** What `check` gives. */
export interface Checked {
  readonly inputs: Inputs;
  /** What is wrong, one line each; further lines say the ways on. */
  readonly problems: string[];
  /** What the user should know, and can go on without. */
  readonly notes: string[];
  /** The resource that is to be adopted, of which there is a note, too. */
  readonly adoption?: Adoption;
}

/** What a host has to say itself of what the program asks for. */
export interface HostProblems {
  /** What can have taken secrets away from their places. */
  orphaned(): string[];
  /** @param changed whether anything changes. */
  found(before: Fields, after: Fields, changed: boolean): string[];
}

const NONE: HostProblems = { orphaned: () => [], found: () => [] };

/**
 * Validates what the program asks for and brings it into the form of the state. For new resources it looks whether their names
 * are in use: one LIST for all of them.
 *
 * @param olds
 *  The inputs in the state, in the program's order.
 * @param news
 *  What the program asks for.
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
  // What is refused needs no advice.
  if (decided.problems.length > 0) return decided;
  const isCreated = fresh !== undefined && !decided.existing && !fresh.mayAdopt;
  const advice = adviceOn(type, inputs, { fields: restored.fields, existing: decided.existing, isCreated });
  return { ...decided, notes: [...decided.notes, ...advice, ...extraNote(context, restored.fields)] };
}

/** How a new resource would be created, if nothing else is wrong, and what it has in common with others. */
async function withDecision(checked: Checked, fresh: NewResource): Promise<Checked & { readonly existing?: Fields }> {
  if (checked.problems.length > 0) return checked;
  // Without a key there is nobody to ask for its name.
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

/** What a program sets, with what is sent where it sets nothing. A field that `null` clears is unset by `null`. */
function asSent({ properties }: ResourceType, news: Props): Props {
  const sent: Record<string, unknown> = { ...news };
  for (const [field, node] of Object.entries(properties)) {
    if (!isMissing(news[field])) continue;
    if (node["x-sent-default"] !== undefined) sent[field] = node["x-sent-default"];
    else if (node["x-cleared-by"] === null) delete sent[field];
  }
  return sent;
}

/** URLs that what is sent to can be read on the way. */
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

/** A container of secrets for each field that can hold any: what the program put there, and what was still in its place. */
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

/** What is wrong with a resource, but for what is accepted as it is; that is looked for only if something is wrong. */
async function problemsUnless(
  type: ResourceType,
  { fields, unknown }: Restored,
  accepted: (fields: Fields) => Fields | Promise<Fields>,
): Promise<string[]> {
  const wrong = problemsOf(type, fields, unknown);
  return wrong.length === 0 ? wrong : problemsOf(type, fields, unknown, await accepted(fields));
}

/** A preview goes on without a key: a pull request's job may have none. */
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
