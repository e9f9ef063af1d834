import { readFileSync } from "node:fs";
import { createRequire, findPackageJSON, isBuiltin } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import ts from "typescript";

type Load = (name: string) => unknown;

/** A `require` as CommonJS has it. */
interface Require extends Load {
  resolve(name: string): string;
}

/** Those that the modules need. Not all: some packages keep their own state among the globals. */
const NODE_GLOBALS = { AbortController, Buffer, console, clearTimeout, setImmediate, setTimeout, structuredClone, URL };

/**
 * Loads modules as Jest does without flags of Node.js: in a `node:vm` context of their own, without `import()`, by a `require` that
 * refuses ES modules.
 *
 * @param texts
 *  TypeScript files beside those on the disk, by path.
 * @param globals
 *  What the context has beside Node.js's globals.
 * @returns what loads a file by its absolute path.
 */
export function vmModules(texts: ReadonlyMap<string, string> = new Map(), globals: object = {}): Load {
  // Jest's `process` gives its own loader as well.
  const process = Object.create(global.process, { getBuiltinModule: { value: undefined } });
  const context = vm.createContext({ ...NODE_GLOBALS, ...globals, process });
  vm.runInContext("globalThis.global = globalThis", context);
  const loaded = new Map<string, { exports: unknown }>();

  function load(file: string): unknown {
    const present = loaded.get(file);
    if (present) return present.exports;
    const module: { exports: unknown } = { exports: {} };
    loaded.set(file, module);
    const text = texts.get(file) ?? readFileSync(file, "utf8");
    if (file.endsWith(".json")) {
      module.exports = vm.runInContext(`(${text})`, context);
      return module.exports;
    }
    const names = ["exports", "require", "module", "__filename", "__dirname"];
    const code = file.endsWith(".ts") ? asCommonJs(text) : text;
    const run = vm.compileFunction(code, names, { filename: file, parsingContext: context });
    run(module.exports, requireFrom(file), module, file, path.dirname(file));
    return module.exports;
  }

  function requireFrom(file: string): Require {
    const real = createRequire(file);
    const require: Load = (name) => {
      if (name.endsWith("node:module")) return { createRequire: requireFrom };
      if (isBuiltin(name)) return real(name);
      const beside = path.join(path.dirname(file), `${name}.ts`);
      const found = texts.has(beside) ? beside : real.resolve(name);
      if (isEsModule(found)) throw new Error(`Must use import to load ES Module: ${found}`);
      return load(found);
    };
    return Object.assign(require, { resolve: real.resolve });
  }

  return load;
}

function isEsModule(file: string): boolean {
  if (!file.endsWith(".js")) return file.endsWith(".mjs");
  const manifest = findPackageJSON(pathToFileURL(file));
  return manifest !== undefined && JSON.parse(readFileSync(manifest, "utf8")).type === "module";
}

const asCommonJs = (text: string): string =>
  ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  }).outputText;
