import { SinchError } from "./errors";

/** Why this Node.js can't load what this package depends on, and what to do. */
export interface NodeProblem {
  readonly message: string;
  readonly hint: string;
}

/** From it on, CommonJS can load ES modules, which `got` and others are. */
const OLDEST = [22, 12] as const;

const SWITCHED_OFF = /^["']?(--no[-_](?:experimental[-_])?require[-_]module)["']?$/;

/** What is wrong with the Node.js that this runs in; `undefined` where it can load ES modules. */
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

/** For the load of a module that needs ES modules: throws what is wrong with Node.js, where that is why it failed. */
export function failedLoad(error: unknown): never {
  const problem = (error as NodeJS.ErrnoException).code === "ERR_REQUIRE_ESM" ? nodeProblem() : undefined;
  if (!problem) throw error;
  throw new SinchError("ERR_SINCH_CONFIGURATION", `${problem.message}. ${problem.hint}`, { cause: error });
}
