import { access, constants } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import spawn, { type SubprocessError } from "nano-spawn";
import { lt, valid } from "semver";
import { minimumVersion } from "./engine";

const suffix = process.platform === "win32" ? ".exe" : "";

/** The file name of a compiled program on this platform. */
export const executable = (name: string): string => `${name}${suffix}`;

/** File names in an engine's `bin` folder on this platform. */
export const files = {
  cli: executable("pulumi"),
  languageHost: executable("pulumi-language-nodejs"),
  dynamicProvider: `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`,
};

/** Whether the file exists and may be executed. */
export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** What a folder with a `pulumi` in it turned out to be: an engine of a version, or the reason why it won't do. */
export type Inspection = { readonly version: string } | { readonly unfit: string };

/**
 * Says whether the CLI in a folder can be used: its plugins are beside it, it starts, and it is new enough.
 *
 * @param bin
 *  The folder that holds `pulumi`.
 * @param env
 *  The environment to start it in.
 */
export async function inspect(bin: string, env: NodeJS.ProcessEnv): Promise<Inspection> {
  const cli = join(bin, files.cli);
  // Asked first: npm's `pulumi` and version managers put a script on PATH that would start a download when it is run.
  for (const plugin of [files.languageHost, files.dynamicProvider]) {
    if (!(await isExecutable(join(bin, plugin)))) return { unfit: `${cli} has no ${plugin} beside it` };
  }
  // Even `pulumi version` writes a log, and not into the user's own Pulumi home if this is to leave that alone.
  const quiet = { PULUMI_HOME: join(tmpdir(), "pulumi-sinch-conversation-home"), PULUMI_SKIP_UPDATE_CHECK: "1" };
  const options = { env: { ...env, ...withoutPulumi(env), ...quiet }, stdin: "ignore", timeout: 30_000 } as const;
  const said = await spawn(cli, ["version"], options).catch((error: SubprocessError) => error);
  if (said instanceof Error) return { unfit: `${cli} doesn't run: ${said.message}` };
  const version = valid(said.stdout.trim());
  if (!version) return { unfit: `${cli} says no version` };
  if (lt(version, minimumVersion)) return { unfit: `${cli} is ${version}, older than ${minimumVersion}` };
  return { version };
}

/** Takes the user's own settings out: `pulumi version` fails over a `PULUMI_OPTION_PARALLEL` that isn't a number. */
function withoutPulumi(env: NodeJS.ProcessEnv): Record<string, undefined> {
  const names = Object.keys({ ...process.env, ...env }).filter((name) => name.startsWith("PULUMI_"));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
