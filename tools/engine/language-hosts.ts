import { dirname, join } from "node:path";
import which from "which";
import type { Engine } from "./engine";
import type { EnsureEngineOptions } from "./ensure-engine";
import { ensureGoTool, type GoTool } from "./go-tool";
import { executable, isExecutable } from "./inspect";

/** A language, other than Node.js, whose programs the engine here can run. */
export type Language = "yaml" | "python" | "go";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const version =
  (variable: string) =>
  (value: string): string =>
    `-X ${variable}=${value}`;
const hostOf = (language: Language): Pick<GoTool, "name" | "program"> => ({
  name: language,
  program: executable(`pulumi-language-${language}`),
});
const fromSdk = {
  module: join(__dirname, "go", "other-hosts"),
  versionOf: SDK,
  linkerFlags: version(`${SDK}/go/common/version.Version`),
};

export const languageHosts: Readonly<Record<Language, GoTool>> = {
  yaml: {
    ...hostOf("yaml"),
    what: "YAML language host",
    module: join(__dirname, "go", "yaml-host"),
    versionOf: "github.com/pulumi/pulumi-yaml",
    target: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    linkerFlags: version("github.com/pulumi/pulumi-yaml/pkg/version.Version"),
    takes: "1 to 3 minutes on 2 cores, and some 100 MB of downloads",
  },
  python: {
    ...fromSdk,
    ...hostOf("python"),
    what: "Python language host",
    target: `${SDK}/python/cmd/pulumi-language-python`,
    scripts: ["python/cmd/pulumi-language-python-exec"],
    takes: "up to 1 minute on 2 cores, and some 50 MB of downloads",
  },
  go: {
    ...fromSdk,
    ...hostOf("go"),
    what: "Go language host",
    target: `${SDK}/go/pulumi-language-go`,
    takes: "up to 1 minute on 2 cores, and some 50 MB of downloads",
  },
};

/**
 * Finds the language host for a language, or builds it: beside the engine, where the official ones have it, on `PATH`, in this project's
 * cache, or from its Go modules, whichever engine it is for.
 *
 * @returns the folder that holds it, which belongs on the `PATH` of what runs the engine.
 * @throws EngineNotFoundError if there is none to be had.
 */
export async function ensureLanguageHost(
  language: Language,
  engine: Engine,
  options: EnsureEngineOptions = {},
): Promise<string> {
  const tool = languageHosts[language];
  if (await isExecutable(join(engine.bin, tool.program))) return engine.bin;
  const onPath = await which(tool.program, { path: (options.env ?? process.env).PATH ?? "", nothrow: true });
  return onPath ? dirname(onPath) : ensureGoTool(tool, options);
}
