import { relative } from "node:path";
import { namePattern } from "../../provider/base/name-pattern";
import { appType } from "../../provider/resources/app";
import { createCollection } from "../../provider/sinch/collection";
import { locationOf } from "../../provider/sinch/location";
import { createTransport } from "../../provider/sinch/transport";
import { CliError } from "../cli-error";
import { type StackFlags, stackFrom } from "../stack";
import { counted, paintFor, withProgress } from "../terminal";
import { openOut, writeOut } from "./out-file";
import { planImport, secretsOf } from "./plan";
import { programOf } from "./program";
import { type Done, reportOf } from "./report";
import { sortSecrets } from "./secrets";
import { setSecrets } from "./set-secrets";

/** What `sinch-apps import` is told. */
export interface ImportFlags extends StackFlags {
  readonly match?: string;
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
  const done = await withProgress("Reading the stack", async ({ say }) => {
    const stack = await stackFrom(flags, env);
    const { path, before, specifier } = openOut(flags.out, stack.pulumi.cwd, stack.pulumi.projectFile());
    const { settings, apps: managed, configured, ...contents } = await stack.read();
    const at = locationOf(appType, settings, {}, null);
    const place = `project ${at.projectId}, region ${at.region},`;
    say(`Reading the apps of ${place}`);
    const apps = await createCollection(appType, createTransport(settings)).list(at);
    if (apps.length === 0) {
      throw new CliError(
        `${place} has no apps`,
        "Check sinch:projectId and sinch:region, or SINCH_PROJECT_ID and SINCH_CONVERSATION_REGION",
      );
    }
    const ids = new Set(managed.map(({ id }) => id));
    const names = new Set([...managed, ...contents.lookedUp].map(({ name }) => name));
    const plan = planImport(apps, fits, {
      ids: { has: (id) => ids.has(id) || before?.ids.has(id) === true },
      names: { has: (name) => names.has(name) || before?.names.has(name) === true },
    });
    const named = new Map([...managed.map(({ id, name }) => [id, name] as const), ...(before?.adopted ?? [])]);
    const known = apps.flatMap((app) => {
      const name = named.get(String(app.id));
      return name === undefined ? [] : secretsOf(name, app);
    });
    const project = stack.pulumi.projectName() ?? contents.projectName;
    const { shown, ...rest } = sortSecrets(plan.secrets, before?.required ?? [], known, configured, project);
    const set = flags.secrets ? shown : [];
    await setSecrets({ ...stack, project }, set, (n) =>
      say(`Setting secrets of stack ${stack.name}: ${n} of ${set.length}`),
    );
    if (plan.declarations.length > 0) writeOut(path, programOf(plan.declarations, before?.text));
    return {
      plan,
      found: nothingNew(place, apps.length, flags, before !== undefined),
      set,
      stack: stack.name,
      told: flags,
      file: relative(process.cwd(), path) || path,
      specifier,
      extended: before !== undefined,
      unset: flags.secrets ? [] : shown,
      ...rest,
    } satisfies Done;
  });
  return reportOf(done, paintFor(process.stdout));
}

async function matching(pattern: string): Promise<(name: string) => boolean> {
  return namePattern(pattern).catch((error: Error) => {
    throw new CliError(`--match: ${error.message}`, undefined, { cause: error });
  });
}

function nothingNew(place: string, apps: number, { match, out }: ImportFlags, isWritten: boolean): string {
  const found = `${place} has ${counted(apps, "app")}`;
  const rest = isWritten ? `${out} stays as it is` : "no program was written";
  if (match !== undefined) return `${found}, none that is new has a name that --match fits: ${rest}.`;
  return `${found}, which the stack${isWritten ? ` or ${out}` : ""} has already. Nothing is new: ${rest}.`;
}
