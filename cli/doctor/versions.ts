import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gte } from "semver";
import { packageName, packageVersion } from "../../provider/base/version";
import { lineOf, SINCH_APPS } from "../cli-error";
import type { Pulumi } from "../stack";
import { type Finding, ok, wrong } from "./finding";

const NODE = "22.12.0";
/** From it on, the inputs that a dynamic provider's `read` returns reach the state. */
const ENGINE = "3.216.0";

/** The Node.js that this runs in; the provider runs in the one that `node` on `PATH` is. */
export function nodeFinding(version = process.versions.node): Finding {
  return gte(version, NODE)
    ? ok("node", version)
    : wrong("node", `${version} is too old: install Node.js ${NODE} or newer`);
}

/** The Pulumi CLI. */
export async function engineFinding(pulumi: Pulumi): Promise<Finding> {
  try {
    const version = await pulumi.version();
    return gte(version, ENGINE)
      ? ok("engine", `pulumi ${version}`)
      : wrong(
          "engine",
          `pulumi ${version} is too old: install ${ENGINE} or newer, https://www.pulumi.com/docs/iac/download-install/`,
        );
  } catch (error) {
    return wrong("engine", lineOf(error));
  }
}

/** This package and `@pulumi/pulumi`, as a program in a folder gets them. */
export function packagesFinding(folder: string): Finding {
  const versions = [packageName, "@pulumi/pulumi"].map((name) => [name, versionFrom(folder, name)] as const);
  const lacking = versions.filter(([, version]) => version === undefined).map(([name]) => name);
  const shown = versions.map(([name, version]) => `${name} ${version}`).join(", ");
  if (lacking.length > 0) {
    return wrong(
      "packages",
      `${lacking.join(" and ")} can't be found from ${folder}: run npm install ${lacking.join(" ")} there`,
    );
  }
  const [[, own], [, sdk]] = versions as [[string, string], [string, string]];
  if (!gte(sdk, ENGINE))
    return wrong("packages", `@pulumi/pulumi ${sdk} is too old: npm install @pulumi/pulumi@^${ENGINE}`);
  if (own !== packageVersion) {
    return wrong(
      "packages",
      `the program uses ${packageName} ${own}, but this command is ${packageVersion}: run it with ${SINCH_APPS} in ${folder}`,
    );
  }
  return ok("packages", shown);
}

function versionFrom(folder: string, name: string): string | undefined {
  try {
    const entry = createRequire(join(folder, "package.json")).resolve(`${name}/package.json`);
    return (JSON.parse(readFileSync(entry, "utf8")) as { version: string }).version;
  } catch {
    return undefined;
  }
}
