import { chmodSync, copyFileSync, cpSync, globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";

const root = path.join(__dirname, "../..");

/**
 * The executable that the engine looks for in a folder before it knows the package's name, at least up to 3.274: for
 * `pulumi package get-schema <folder>`, and for `packages` in Pulumi.yaml.
 */
const UNNAMED = "pulumi-resource-";

/**
 * Writes `dist/plugin`: the native plugin in one file with everything it needs except Node.js, and its launchers. Names
 * stay readable, for the stack of an internal error.
 */
export async function bundlePlugin(): Promise<void> {
  const folder = path.join(root, "dist/plugin");
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node22.12",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    outdir: folder,
    entryNames: "[name]",
  } as const;
  const [plugin] = await Promise.all([
    build({ ...common, entryPoints: ["provider/hosts/plugin/main.ts"] }),
    // Written validators are loaded by path. Ajv, for other schemas, is bundled.
    build({
      ...common,
      entryPoints: globSync("dist/provider/resources/*/*.validator.js", { cwd: root }),
      plugins: [withoutCompiler],
    }),
  ]);
  writeFileSync(path.join(folder, "LICENSES.txt"), licencesOf(plugin.metafile));
  cpSync(path.join(__dirname, "files"), folder, { recursive: true });
  const executable = path.join(folder, "pulumi-resource-sinch");
  chmodSync(executable, 0o755);
  copyFileSync(executable, path.join(folder, UNNAMED));
}

/**
 * Leaves out Ajv's compiler, which a written validator doesn't need; esbuild's `external` would leave out its runtime
 * as well.
 */
const withoutCompiler: Plugin = {
  name: "without-compiler",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^ajv(\/dist\/standalone)?$/ }, ({ path }) => ({ path, external: true })),
};

/** The licences of the bundled packages. @throws Error if one of them has none. */
function licencesOf({ inputs }: Metafile): string {
  const names = Object.keys(inputs).flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  const texts = [...new Set(names)].sort().map((name) => {
    const folder = path.join(root, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((each) => /^licen[sc]e(\.|$)/i.test(each));
    if (!file && !license) throw new Error(`${name} has no licence, so it can't be in the plugin`);
    return `${name} ${version} (${license})\n\n${file ? readFileSync(path.join(folder, file), "utf8").trim() : ""}\n`;
  });
  return `The file main.js contains these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}
