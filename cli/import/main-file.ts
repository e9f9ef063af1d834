import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";

/** What a program has to say, so that a file is a part of it. */
export interface ImportLine {
  /** The program's main file, from the project's folder. */
  readonly into: string;
  /** `import "./sinch-apps";` */
  readonly line: string;
}

/** The line that makes a file part of a project's program, or `undefined` where it is already. */
export function importLine(project: string, file: string): ImportLine | undefined {
  const main = mainOf(project);
  if (reaches(main, file)) return undefined;
  const way = relative(dirname(main), file).replaceAll("\\", "/").replace(/\.ts$/, "");
  const name = way.startsWith("../") ? way : `./${way}`;
  const isModule = /^\.m[jt]s$/.test(extname(main)) || packageOf(dirname(main)).type === "module";
  const line = isModule
    ? `import ${JSON.stringify(`${name}.js`)};`
    : /js$/.test(main)
      ? `require(${JSON.stringify(name)});`
      : `import ${JSON.stringify(name)};`;
  return { into: relative(project, main).replaceAll("\\", "/"), line };
}

/**
 * Where a program begins: what `main` of `Pulumi.yaml` and of `package.json` say, else index.ts. Of a file that a compiler
 * writes it is the source that counts.
 */
function mainOf(project: string): string {
  const yaml = read(join(project, "Pulumi.yaml")) || read(join(project, "Pulumi.yml"));
  const [, stated = "."] = /^main:\s*["']?([^"'#\r\n]+)/m.exec(yaml) ?? [];
  const place = resolve(project, stated.trim());
  const { folder, main } = isFolder(place) ? packageOf(place) : { folder: project, main: place };
  const [root, at] = main === undefined ? [isFolder(place) ? place : project, place] : [folder, resolve(folder, main)];
  const candidates = [
    ...sourcesOf(at),
    ...["index.ts", "index.mts"].map((name) => join(at, name)),
    join(root, "index.ts"),
    at,
    ...["index.js", "index.mjs"].map((name) => join(at, name)),
  ];
  return candidates.find(isFile) ?? join(isFolder(at) ? at : root, "index.ts");
}

/** Whether a file is another one, or imports it, by way of others too. */
function reaches(from: string, file: string, seen = new Set<string>()): boolean {
  if (from === file) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const text = read(from).replace(/^\s*(\/\/.*|\/\*[\s\S]*?\*\/)/gm, "");
  const imports = text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*["'](\.[^"']*)["']/g);
  return [...imports].some(([, name = ""]) => {
    const at = resolve(dirname(from), name);
    const places = [...sourcesOf(at), `${at}.ts`, join(at, "index.ts"), at, `${at}.js`];
    // The file itself need not be there yet.
    const found = places.find((path) => path === file || isFile(path));
    return found !== undefined && reaches(found, file, seen);
  });
}

/** What the nearest package.json says, and where it is. */
function packageOf(start: string): { readonly folder: string; readonly main?: string; readonly type?: string } {
  let folder = start;
  while (!isFile(join(folder, "package.json")) && folder !== dirname(folder)) folder = dirname(folder);
  const file = join(folder, "package.json");
  try {
    const { main, type } = JSON.parse(read(file));
    return { folder, ...(typeof main === "string" ? { main } : {}), type };
  } catch {
    return { folder: start };
  }
}

/** What a compiler makes a file from. */
const sourcesOf = (file: string): string[] => (/js$/.test(file) ? [file.replace(/js$/, "ts")] : []);

/** What a file holds; nothing where there is none. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
