import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { parseUrn } from "../../provider/base/urn";
import { packageVersion } from "../../provider/base/version";
import { lineOf } from "../cli-error";
import type { Pulumi, StackContents } from "../stack";
import { isNative } from "../stack/forms";
import { type Project, readProject } from "../stack/project";
import { type Finding, ok, wrong } from "./finding";

const EXECUTABLES = ["pulumi-resource-sinch", "pulumi-resource-sinch.cmd"];
const HOW = "docs/native.md says how to install it: the lines for Pulumi.yaml, or `pulumi plugin install`";

/** Whether a program is one that Node.js runs; without a project file it may be. */
export const isNodeProgram = (pulumi: Pulumi): boolean => ["nodejs", undefined].includes(projectOf(pulumi).runtime);

/** Where the engine finds the native plugin; nothing if neither the project nor the stack uses it. */
export async function pluginFindings(pulumi: Pulumi, stack: StackContents | undefined): Promise<Finding[]> {
  const { plugin } = projectOf(pulumi);
  const resources = [...(stack?.apps ?? []), ...(stack?.webhooks ?? [])];
  const isUsed = resources.some(({ urn }) => isNative(parseUrn(urn).type)) || !isNodeProgram(pulumi);
  if (plugin === undefined && !isUsed) return [];
  const place = placeOf(pulumi, plugin);
  if (place) return [await versionFinding(pulumi, place)];
  if (plugin !== undefined) {
    return [wrong("plugin", `${plugin} of Pulumi.yaml has no ${EXECUTABLES[0]}: run npm install, or name its folder`)];
  }
  const installed = await installedVersions(pulumi);
  return [
    installed.length > 0
      ? ok("plugin", `installed: sinch ${installed.join(", ")}`)
      : wrong("plugin", `${EXECUTABLES[0]} is neither in Pulumi.yaml nor on PATH nor installed: ${HOW}`),
  ];
}

/** What a project's file says; nothing if there is none, or it can't be read, which the line about the stack says. */
function projectOf(pulumi: Pulumi): Project {
  try {
    return readProject(pulumi.projectFile() ?? "");
  } catch {
    return {};
  }
}

interface Place {
  readonly folder: string;
  readonly from: string;
}

/** The folder that the engine takes it from: the project's, else the first one on `PATH`. */
function placeOf(pulumi: Pulumi, plugin: string | undefined): Place | undefined {
  const places =
    plugin === undefined
      ? (pulumi.env.PATH ?? "").split(delimiter).map((folder) => ({ folder, from: "on PATH" }))
      : [{ folder: resolve(dirname(pulumi.projectFile() ?? "."), plugin), from: "by Pulumi.yaml" }];
  return places.find(({ folder }) => EXECUTABLES.some((name) => existsSync(join(folder, name))));
}

/** Starts the plugin for its schema, which has its version. */
async function versionFinding(pulumi: Pulumi, { folder, from }: Place): Promise<Finding> {
  try {
    const { version } = JSON.parse(await pulumi.run("package", "get-schema", folder)) as { version: string };
    return version === packageVersion
      ? ok("plugin", `sinch ${version}, ${from}: ${folder}`)
      : wrong(
          "plugin",
          `sinch ${version}, ${from}: ${folder}, but this command is ${packageVersion}: install both again`,
        );
  } catch (error) {
    return wrong("plugin", `${folder} (${from}) doesn't start: ${lineOf(error)}`);
  }
}

async function installedVersions(pulumi: Pulumi): Promise<string[]> {
  const plugins = JSON.parse(await pulumi.run("plugin", "ls", "--json")) as { name: string; version?: string }[];
  return plugins.filter(({ name }) => name === "sinch").map(({ version = "?" }) => version);
}
