import { relative } from "node:path";
import PQueue from "p-queue";
import { namePattern } from "../../provider/base/name-pattern";
import type { Location } from "../../provider/model/state";
import type { Shown } from "../../provider/model/wire";
import { appType } from "../../provider/resources/app";
import { webhookType } from "../../provider/resources/webhook";
import { type Collection, createCollection } from "../../provider/sinch/collection";
import { locationOf } from "../../provider/sinch/location";
import { createTransport } from "../../provider/sinch/transport";
import { CliError } from "../cli-error";
import { type StackFlags, stackFrom } from "../stack";
import { counted, paintFor, withProgress } from "../terminal";
import { moduleFor } from "./module";
import { openOut, writeOut } from "./out-file";
import { isNew, planImport, secretsOf } from "./plan";
import { programOf } from "./program";
import { type Done, reportOf } from "./report";
import { sortSecrets } from "./secrets";
import { setSecrets } from "./set-secrets";
import { withWebhooks } from "./webhooks";

/** What `sinch-apps import` is told. */
export interface ImportFlags extends StackFlags {
  readonly match?: string;
  readonly out: string;
  /** Whether the program is of the native form; `undefined` leaves it to what is there. */
  readonly native?: boolean;
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
    const { settings, apps: managed, webhooks: hooks, configured, ...contents } = await stack.read();
    const module = moduleFor(flags, before?.text, contents.deployment);
    const at = locationOf(appType, settings, {}, null);
    const place = `project ${at.projectId}, region ${at.region},`;
    say(`Reading the apps of ${place}`);
    const transport = createTransport(settings);
    const apps = await createCollection(appType, transport).list(at);
    if (apps.length === 0) {
      throw new CliError(
        `${place} has no apps`,
        "Check sinch:projectId and sinch:region, or SINCH_PROJECT_ID and SINCH_CONVERSATION_REGION",
      );
    }
    const ids = new Set(managed.map(({ id }) => id));
    const names = new Set([...managed, ...hooks, ...contents.lookedUp].map(({ name }) => name));
    const ofApps = planImport(apps, fits, {
      ids: { has: (id) => ids.has(id) || before?.ids.has(id) === true },
      names: { has: (name) => names.has(name) || before?.names.has(name) === true },
    });
    const named = new Map([...(before?.adopted ?? []), ...managed.map(({ id, name }) => [id, name] as const)]);
    const ofStack = apps.flatMap(({ id, displayName }) => {
      const name = fits(String(displayName ?? "")) ? named.get(id) : undefined;
      return name === undefined ? [] : [{ id, name, variable: before?.variableOf(name) }];
    });
    say("Reading their webhooks");
    const listed = await webhooksOf([...ofApps.declarations, ...ofStack], at, createCollection(webhookType, transport));
    const hookIds = new Set(hooks.map(({ id }) => id));
    const plan = withWebhooks(ofApps, ofStack, listed, {
      ids: { has: (id) => hookIds.has(id) || before?.ids.has(id) === true },
      names: { has: (name) => names.has(name) || before?.names.has(name) === true },
      variables: { has: (name) => new RegExp(`\\b${name}\\b`).test(before?.text ?? "") },
    });
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
    if (isNew(plan)) writeOut(path, programOf(plan.declarations, before?.text, module, plan.webhooks));
    return {
      plan,
      found: nothingNew(place, apps.length, flags, before !== undefined),
      set,
      stack: stack.name,
      told: flags,
      file: relative(process.cwd(), path) || path,
      specifier,
      module,
      extended: before !== undefined,
      unset: flags.secrets ? [] : shown,
      ...rest,
    } satisfies Done;
  });
  return reportOf(done, paintFor(process.stdout));
}

/** The webhooks of apps: one LIST each. */
async function webhooksOf(
  apps: readonly { readonly id: string }[],
  at: Location,
  webhooks: Collection,
): Promise<ReadonlyMap<string, readonly Shown[]>> {
  const lists = apps.map(
    ({ id }) =>
      async () =>
        [id, await webhooks.list({ ...at, appId: id } as Location)] as const,
  );
  return new Map(await new PQueue({ concurrency: AT_ONCE }).addAll(lists));
}

/** How many apps are asked for their webhooks at once. */
const AT_ONCE = 8;

async function matching(pattern: string): Promise<(name: string) => boolean> {
  return namePattern(pattern).catch((error: Error) => {
    throw new CliError(`--match: ${error.message}`, undefined, { cause: error });
  });
}

function nothingNew(place: string, apps: number, { match, out }: ImportFlags, isWritten: boolean): string {
  const found = `${place} has ${counted(apps, "app")}`;
  const rest = isWritten ? `${out} is unchanged` : "no program was written";
  if (match !== undefined) return `${found}, but no new one matches --match: ${rest}.`;
  return `${found}, which the stack${isWritten ? ` or ${out}` : ""} has already, with all webhooks. Nothing is new: ${rest}.`;
}
