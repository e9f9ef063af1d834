import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import type { Engine } from "./engine";

const plugin = join(__dirname, "../../dist/plugin");

/** What an Automation API workspace needs to run a certain engine. */
export interface EngineWorkspace {
  readonly pulumiCommand: PulumiCommand;
  readonly envVars: Record<string, string>;
}

/**
 * Options for an Automation API workspace that uses this engine and keeps everything in one folder.
 *
 * @param folder
 *  See {@link engineEnvironment}.
 * @example
 *  const options = await engineWorkspace(await ensureEngine(), temporaryFolder);
 *  const stack = await LocalWorkspace.createStack({ projectName, stackName, program }, { ...options, workDir });
 */
export async function engineWorkspace(engine: Engine, folder: string): Promise<EngineWorkspace> {
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  const envVars = engineEnvironment(engine, folder);
  const { root } = engine;
  // Asks the CLI for its version, each time that one is made.
  commands[root] ??= homedIn(envVars.PULUMI_HOME, () => PulumiCommand.get({ root }));
  return { pulumiCommand: await commands[root], envVars };
}

const commands: Record<string, Promise<PulumiCommand>> = {};

/** `PulumiCommand.get` starts the CLI in this process's environment, where it would write a log into the user's home. */
function homedIn<T>(home: string | undefined, start: () => T): T {
  const usual = process.env.PULUMI_HOME;
  process.env.PULUMI_HOME = home;
  try {
    return start();
  } finally {
    if (usual === undefined) delete process.env.PULUMI_HOME;
    else process.env.PULUMI_HOME = usual;
  }
}

/**
 * The environment for runs of an engine that keep everything in one (temporary) folder: the backend, and what Pulumi
 * keeps in a user's home. Nothing of the user's own Pulumi is read or changed, and nothing is downloaded.
 *
 * @param folder
 *  Where the state goes (`backend`) and Pulumi's own files (`home`); both are made.
 * @param env
 *  What comes after the engine on `PATH`.
 */
export function engineEnvironment(
  engine: Engine,
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const backend = join(folder, "backend");
  const home = join(folder, "home");
  for (const path of [backend, home]) mkdirSync(path, { recursive: true });
  return {
    PULUMI_BACKEND_URL: pathToFileURL(backend).href,
    PULUMI_HOME: home,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    // A plugin that isn't there is an error at once, where Pulumi would look for it on the internet.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
    // The engine's plugins run in the Node that runs this, whatever the machine's own one is. Last the native plugin, as it is built.
    PATH: [engine.bin, dirname(process.execPath), env.PATH, plugin].filter(Boolean).join(delimiter),
  };
}
