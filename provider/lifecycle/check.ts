import { isDeepStrictEqual } from "node:util";
import { inProgramOrder, withoutArrangement } from "../hosts/dynamic/list-order";
import { mixedItems, movedItems, otherwiseOrdered } from "../hosts/dynamic/positional-options";
import type { Settings } from "../sinch/settings";
import { messageOf } from "../base/errors";
import type { Fields } from "../model/leaves";
import type { Context } from "./index";
import { placementOf } from "../sinch/location";
import { newApp } from "./creation/decide";
import { locationFields, secretFields } from "../model/resource-type";
import {
  type Lifted,
  liftSecrets,
  type Restored,
  restoreSecrets,
  type SecretContainer,
  type Secrets,
  UNKNOWN,
} from "../model/secrets";
import { type AppInputs, pickWritable } from "../model/state";
import { problemsOf, removalsThatDestroy } from "../model/validate";

type Props = Readonly<Record<string, unknown>>;

/** What `check` gives. */
export interface Checked {
  readonly inputs: AppInputs;
  /** What is wrong, one line each; further lines say the ways on. */
  readonly problems: string[];
  /** What the user should know, and can go on without. */
  readonly notes: string[];
}

/**
 * Validates what the program asks for and brings it into the form of the state. For new apps it looks whether their names
 * are taken: one LIST for all of them.
 *
 * @param stored
 *  The inputs in the state as the engine has them, and compares what it is told with.
 * @param program
 *  What the program asks for. With `byPosition` its options name items of lists by where they stand.
 */
export async function check(context: Context, stored: Props, program: Props): Promise<Checked> {
  const { settings } = context;
  const olds = inProgramOrder(stored);
  const { replaceOnSecrets, byPosition, ...news } = withoutArrangement(stored, program);
  const lifted = liftSecrets(news);
  const secrets = containersOf(news.secrets, lifted.secrets);
  const { at, problems } = placementOf(settings, olds, news);
  const kept = replaceOnSecrets === undefined ? {} : { replaceOnSecrets };
  const inputs = { ...lifted.fields, ...at, ...kept, secrets } as unknown as AppInputs;

  const somewhere = Object.fromEntries(locationFields.map((part) => [part, UNKNOWN]));
  const restored = restoreSecrets({ ...somewhere, ...lifted.fields, ...at }, secrets);
  const before = restoreSecrets(pickWritable(olds), olds.secrets as Secrets | undefined);
  const fresh = Object.keys(olds).length === 0 ? newApp(context, inputs) : undefined;
  const wrong = await problemsUnless(restored, fresh ? fresh.asThere : () => before.fields);
  const orphans = restored.orphans.map(
    (path) => `secrets.${path.replace("/", ": ")} belongs to an entry that isn't there`,
  );
  if (orphans.length > 0) orphans.unshift(...movedItems(stored));
  const mixed = mixedItems(stored, before.fields, restored.fields);
  const moves = locationFields.some((part) => olds[part] !== undefined && olds[part] !== at[part]);
  const region = wrong.length === 0 && typeof at.region === "string" && at.region !== UNKNOWN ? at.region : undefined;
  const setUp = settings.problems(region);
  const checked: Checked = {
    inputs,
    problems: [
      ...problems,
      ...setUp,
      ...orphans,
      ...wrong,
      ...mixed,
      ...(byPosition === true && !isDeepStrictEqual(olds, inputs) ? otherwiseOrdered(stored) : []),
      ...(moves ? [] : removalsThatDestroy(olds, news)),
    ],
    notes: setUp.length === 0 && typeof at.projectId === "string" ? missingKey(settings, at.projectId) : [],
  };
  if (!fresh || checked.problems.length > 0 || checked.notes.length > 0) return checked;
  const { problem, note } = await fresh.howItIsMade();
  return { inputs, problems: problem ? [problem] : [], notes: note ? [note] : [] };
}

/** A container of secrets for each field that can hold any: what the program put there, and what was still in its place. */
function containersOf(given: unknown, lifted: Lifted["secrets"]): Secrets {
  const containers = (typeof given === "object" ? given : {}) as Secrets;
  return Object.fromEntries(
    secretFields.flatMap((field): [string, SecretContainer][] => {
      const container = given === UNKNOWN ? UNKNOWN : (containers[field] ?? {});
      const secrets = container === UNKNOWN ? UNKNOWN : { ...container, ...lifted[field] };
      return field in lifted || Object.keys(secrets).length > 0 ? [[field, secrets]] : [];
    }),
  );
}

/** What is wrong with an app, but for what is accepted as it is; that is looked for only where something is wrong. */
async function problemsUnless(
  { fields, unknown }: Restored,
  accepted: (fields: Fields) => Fields | Promise<Fields>,
): Promise<string[]> {
  const wrong = problemsOf(fields, unknown);
  return wrong.length === 0 ? wrong : problemsOf(fields, unknown, await accepted(fields));
}

/** A preview goes on without a key: a pull request's job may have none. */
function missingKey(settings: Settings, projectId: string): string[] {
  if (projectId === UNKNOWN) return [];
  try {
    settings.keyOf(projectId);
    return [];
  } catch (error) {
    return [`${messageOf(error)}. The preview goes on without; \`pulumi up\` will need it`];
  }
}
