import { SinchError } from "./errors";

/** Why this Node.js can't load the package's dependencies, and what to do. */
export interface NodeProblem {
  readonly message: string;
  readonly hint: string;
}

/** The first version whose CommonJS can load ES modules, such as `got`. */
const OLDEST = [22, 12] as const;

const SWITCHED_OFF = /^["']?(--no[-_](?:experimental[-_])?require[-_]module)["']?$/;

/** What is wrong with the current Node.js; `undefined` if it can load ES modules. */
export function nodeProblem({
  features,
  versions,
  env,
  execArgv,
}: Pick<NodeJS.Process, "features" | "versions" | "env" | "execArgv"> = process): NodeProblem | undefined {
  if (features.require_module) return undefined;
  const [major = 0, minor = 0] = versions.node.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return { message: `Node.js ${versions.node} is too old`, hint: `Install Node.js ${OLDEST.join(".")} or newer` };
  }
  const find = (options: readonly string[]): string | undefined =>
    options.map((option) => SWITCHED_OFF.exec(option)?.[1]).find(Boolean);
  const inherited = find((env.NODE_OPTIONS ?? "").split(/\s+/));
  const flag = inherited ?? find(execArgv) ?? "--no-experimental-require-module";
  return {
    message: `Node.js runs with ${flag}, which keeps it from loading the ES modules that this package needs`,
    hint: inherited ? `Take ${flag} out of NODE_OPTIONS` : "Run it without that",
  };
}

/**
 * Rethrows an error from loading a module that needs ES modules. If the Node.js version is the reason, throws that
 * explanation instead.
 */
export function failedLoad(error: unknown): never {
  const problem = (error as NodeJS.ErrnoException).code === "ERR_REQUIRE_ESM" ? nodeProblem() : undefined;
  if (!problem) throw error;
  throw new SinchError("ERR_SINCH_CONFIGURATION", `${problem.message}. ${problem.hint}`, { cause: error });
}
