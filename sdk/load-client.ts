import { runInThisContext } from "node:vm";
import * as provider from "../provider";

/**
 * The provider's client. Jest and other tools that run a program in a `node:vm` context have no `import()` there and
 * can't load the client's ES modules. In that case, Node's own `require` loads it outside that context.
 */
export function loadClient(): typeof provider {
  if (runInThisContext("globalThis") === globalThis) return provider;
  const { createRequire } = (runInThisContext("process") as NodeJS.Process).getBuiltinModule("node:module");
  return createRequire(__filename)("../provider/index.js");
}
