import { isDeepStrictEqual } from "node:util";
import { inProgramOrder, withoutArrangement } from "./arrangement";
import { statedAsThere } from "./as-there";
import { mixedItems, movedItems, otherwiseOrdered } from "./by-position";
import type { Settings } from "./config";
import { messageOf, SinchError } from "./errors";
import { adoptee, intentOf } from "./intent";
import type { Fields } from "./leaves";
import type { Context } from "./lifecycle";
import { placementOf } from "./location";
import { anotherOne, changesByAdopting, lossByAdopting, nameTaken } from "./making";
import { quotedName } from "./printable";
import { locationFields, secretFields } from "./schema";
import { liftSecrets, type Restored, restoreSecrets, type SecretContainer, type Secrets, UNKNOWN } from "./secrets";
import { type AppInputs, fieldsIn, pickWritable } from "./state";
import { problemsOf, removalsThatDestroy } from "./validate";

type Props = Readonly<Record<string, unknown>>;

/** What `check` gives. */
export interface Checked {
  readonly inputs: AppInputs;
  /** What is wrong, one line each. */
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
  const given = (typeof news.secrets === "object" ? news.secrets : {}) as Readonly<Record<string, SecretContainer>>;
  const lifted = liftSecrets(news);
  const secrets = Object.fromEntries(
    secretFields.flatMap((field): [string, SecretContainer][] => {
      const container = news.secrets === UNKNOWN ? UNKNOWN : (given[field] ?? {});
      const secrets = container === UNKNOWN ? UNKNOWN : { ...container, ...lifted.secrets[field] };
      return field in lifted.secrets || Object.keys(secrets).length > 0 ? [[field, secrets]] : [];
    }),
  );
  const { at, problems } = placementOf(settings, olds, news);
  const kept = replaceOnSecrets === undefined ? {} : { replaceOnSecrets };
  const inputs = { ...lifted.fields, ...at, ...kept, secrets } as unknown as AppInputs;

  const somewhere = Object.fromEntries(locationFields.map((part) => [part, UNKNOWN]));
  const restored = restoreSecrets({ ...somewhere, ...lifted.fields, ...at }, secrets);
  const before = restoreSecrets(pickWritable(olds), olds.secrets as Secrets | undefined);
  const isNew = Object.keys(olds).length === 0;
  const accepted = isNew ? (asked: Fields) => asAdopted(context, inputs, asked) : () => before.fields;
  const wrong = await problemsUnless(restored, accepted);
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
  if (!isNew || checked.problems.length > 0 || checked.notes.length > 0) return checked;
  const { problem, note } = await howItIsMade(context, inputs);
  return { inputs, problems: problem ? [problem] : [], notes: note ? [note] : [] };
}

/** What is wrong with an app, but for what is accepted as it is; that is looked for only where something is wrong. */
async function problemsUnless(
  { fields, unknown }: Restored,
  accepted: (fields: Fields) => Fields | Promise<Fields>,
): Promise<string[]> {
  const wrong = problemsOf(fields, unknown);
  return wrong.length === 0 ? wrong : problemsOf(fields, unknown, await accepted(fields));
}

/** What an app that is to be adopted has exactly as the program states it. */
async function asAdopted({ settings, client, presence }: Context, inputs: AppInputs, fields: Fields): Promise<Fields> {
  if ([inputs.adopt, inputs.projectId, inputs.region].includes(UNKNOWN) || !inputs.projectId || !inputs.region)
    return {};
  const app = await adoptee(client, presence, inputs, intentOf(settings, inputs)).catch(() => undefined);
  return app ? statedAsThere(app, pickWritable(fields)) : {};
}

/** Whether a new app can be made under its name, or which one is adopted. Where that can't be told, it will be before it is made. */
async function howItIsMade(context: Context, inputs: AppInputs): Promise<{ problem?: string; note?: string }> {
  const { settings, client, presence } = context;
  const { projectId, region, displayName } = inputs;
  if ([projectId, region, displayName, inputs.adopt].includes(UNKNOWN)) return {};
  const name = String(displayName);
  const intent = intentOf(settings, inputs);
  try {
    const app = await adoptee(client, presence, inputs, intent);
    if (app) {
      presence.wants(app.id as string);
      const problem = lossByAdopting(app, fieldsIn(inputs));
      if (problem) return { problem };
      const what = `app ${quotedName(name)} is adopted: ${app.id}`;
      // What isn't known yet can't be compared.
      const open = JSON.stringify(inputs).includes(UNKNOWN);
      return { note: open ? what : `${what}, and ${changesByAdopting(app, fieldsIn(inputs))}` };
    }
    const taken = await presence.taken(inputs, name);
    if (taken.length === 0) return {};
    // One of them may be what an interrupted run left behind.
    if (intent.allowDuplicate) return { note: anotherOne(inputs, name, taken) };
    return { problem: nameTaken(inputs, name, taken, settings.find("adopt")?.value) };
  } catch (error) {
    if (error instanceof SinchError && error.code === "ERR_SINCH_CONFLICT") return { problem: error.message };
    return { note: `whether a name is taken couldn't be looked up: ${messageOf(error)}` };
  }
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
