import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { createClient } from "../../provider/client";
import { locationOf } from "../../provider/location";
import { namePattern } from "../../provider/name-pattern";
import { CliError } from "../cli-error";
import { type SelectedStack, selectStacks } from "../stack";
import { paintFor, withProgress } from "../terminal";
import { type ConfiguredSecret, planImport } from "./plan";
import { programOf, readProgram, type Written } from "./program";
import { type Done, reportOf, stillMissing } from "./report";
import { setSecrets } from "./set-secrets";

/** What `sinch-apps import` is told. */
export interface ImportFlags {
  readonly match?: string;
  readonly stack?: string;
  readonly cwd?: string;
  readonly out: string;
  /** Whether secrets are set in the stack's configuration. */
  readonly secrets: boolean;
}

/**
 * Takes over a project's apps: a program that adopts them, and their secrets in the stack's configuration.
 *
 * @param env
 *  Of the Pulumi CLI, and where the configuration doesn't say.
 * @returns what the user is told.
 */
export async function importApps(flags: ImportFlags, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const fits = flags.match === undefined ? () => true : await matching(flags.match);
  const file = resolve(flags.cwd ?? ".", flags.out);
  const before = readBefore(file);
  const done = await withProgress("Reading the stack", async ({ say }) => {
    const stack = await theStack(flags, env);
    const { settings, apps: managed, config, ...contents } = await stack.read();
    const at = locationOf(settings, {});
    const place = `project ${at.projectId}, region ${at.region},`;
    say(`Reading the apps of ${place}`);
    const apps = await createClient(settings).list(at);
    if (apps.length === 0) {
      throw new CliError(
        `${place} has no apps`,
        "Check sinch:projectId and sinch:region, or SINCH_PROJECT_ID and SINCH_CONVERSATION_REGION",
      );
    }
    const present = {
      ids: new Set([...managed.map(({ id }) => id), ...(before?.ids ?? [])]),
      names: [...managed, ...contents.lookedUp].map(({ name }) => name).concat(...(before?.names ?? [])),
    };
    const plan = planImport(apps, fits, present);
    const project = stack.pulumi.projectName() ?? contents.projectName;
    const configured = ({ key }: Pick<ConfiguredSecret, "key">): string | undefined => config(`${project}:${key}`);
    if (plan.declarations.length === 0) {
      const missing = secretKeysIn(before?.text ?? "").filter((key) => configured({ key }) === undefined);
      return [nothingNew(place, apps.length, present.ids.size, flags), ...stillMissing(stack.name, missing)].join(
        "\n\n",
      );
    }
    const shown = plan.secrets.filter((secret) => secret.text !== undefined && configured(secret) === undefined);
    const set = flags.secrets ? shown : [];
    await setSecrets(stack.pulumi, stack.name, set, (n) =>
      say(`Setting secrets of stack ${stack.name}: ${n} of ${set.length}`),
    );
    write(file, programOf(plan.declarations, before?.text));
    return {
      plan,
      set,
      stack: stack.name,
      file: relative(process.cwd(), file) || file,
      extended: before !== undefined,
      unset: flags.secrets ? [] : shown,
      kept: plan.secrets.filter(
        (secret) => secret.text !== undefined && ![undefined, secret.text].includes(configured(secret)),
      ),
      hidden: plan.secrets.filter((secret) => secret.text === undefined && configured(secret) === undefined),
    } satisfies Done;
  });
  return typeof done === "string" ? done : reportOf(done, paintFor(process.stdout));
}

/** The keys of the secrets that a program asks for, a long one on a line of its own. */
export const secretKeysIn = (text: string): string[] =>
  [...text.matchAll(/\.requireSecret(?:Object)?\(\s*("(?:[^"\\]|\\.)*"),?\s*\)/g)].map(
    ([, key = '""']) => JSON.parse(key) as string,
  );

async function matching(pattern: string): Promise<(name: string) => boolean> {
  return namePattern(pattern).catch((error: Error) => {
    throw new CliError(`--match: ${error.message}`, undefined, { cause: error });
  });
}

async function theStack({ stack, cwd }: ImportFlags, env: NodeJS.ProcessEnv): Promise<SelectedStack> {
  const [selected] = await selectStacks({
    env,
    ...(cwd === undefined ? {} : { cwd }),
    ...(stack === undefined ? {} : { stacks: [stack] }),
  });
  return selected as SelectedStack;
}

/** What was written before. @throws CliError where the file isn't an earlier output: it stays as it is. */
function readBefore(file: string): (Written & { readonly text: string }) | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && existsSync(dirname(file))) return undefined;
    if (code === "ENOENT")
      throw new CliError(`--out: there is no folder ${dirname(file)}`, undefined, { cause: error });
    throw new CliError(`--out: ${file} can't be read (${code})`, undefined, { cause: error });
  }
  const written = readProgram(text);
  if (written) return { ...written, text };
  throw new CliError(
    `--out: ${file} exists and isn't a program that this command wrote, so nothing was added to it`,
    "Name another file with --out",
  );
}

/** Written whole or not at all. */
function write(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(`--out: ${file} can't be written (${code})`, undefined, { cause: error });
  }
}

function nothingNew(place: string, apps: number, present: number, { match, out }: ImportFlags): string {
  const found = `${place} has ${apps} app${apps === 1 ? "" : "s"}`;
  if (match !== undefined) return `${found}, none that is new has a name that --match fits. Nothing was written.`;
  return `${found}, ${present} of them in the stack or in ${out} already. Nothing is new, nothing was written.`;
}
