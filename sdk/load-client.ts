import { runInThisContext } from "node:vm";
import * as provider from "../provider";

/**
 * The provider's client. Jest, and whatever else runs a program in a `node:vm` context, has no `import()` there and can't load the ES
 * modules that the client needs: Node's own `require` loads it then, outside of that context.
 */
export function loadClient(): typeof provider {
  if (runInThisContext("globalThis") === globalThis) return provider;
  const { createRequire } = (runInThisContext("process") as NodeJS.Process).getBuiltinModule("node:module");
  return createRequire(__filename)("../provider/index.js");
}
