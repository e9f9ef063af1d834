import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import spawn from "nano-spawn";
import { create } from "tar";
import { packageVersion } from "../../provider/base/version";
import { generateSdks, type Sdks } from "../sdks/generate";

const root = path.join(__dirname, "../..");

/** Platforms of the engine, in Pulumi's names for plugin files. */
const PLATFORMS = ["linux", "darwin", "windows"].flatMap((os) => ["amd64", "arm64"].map((arch) => `${os}-${arch}`));

/** A file of a release, and where it goes. */
export interface Released {
  readonly file: string;
  readonly bytes: number;
  readonly goesTo: string;
}

/** The parts of a release. */
export interface Release {
  readonly version: string;
  readonly files: readonly Released[];
  /** The Go module isn't a file: its folder is committed under this tag. */
  readonly goModule: { readonly folder: string; readonly name: string; readonly tag: string };
}

/**
 * Creates the files of a release from the build, in a folder that it empties first.
 *
 * @param folder Absolute.
 * @throws SubprocessError of npm, pip or the SDK generator.
 */
export async function makeRelease(folder: string): Promise<Release> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const sdks = await generateSdks(path.join(folder, "sdks"));
  const files = [
    { file: await packNpm(folder), goesTo: "npm" },
    { file: await packPython(folder, sdks), goesTo: "PyPI" },
    ...(await Promise.all(
      PLATFORMS.map(async (platform) => ({ file: await packPlugin(folder, platform), goesTo: "GitHub" })),
    )),
  ];
  files.push({
    // Checksums for the release page's files; the registries have their own.
    file: await sumUp(
      folder,
      files.filter(({ goesTo }) => goesTo === "GitHub").map(({ file }) => file),
    ),
    goesTo: "GitHub",
  });
  const sized = files.map(async (each) => ({ ...each, bytes: (await stat(path.join(folder, each.file))).size }));
  const place = sdks.goModule.replace(/^github\.com\/[^/]+\/[^/]+\//, "");
  return {
    version: packageVersion,
    files: await Promise.all(sized),
    goModule: { folder: path.join("sdks", "go"), name: sdks.goModule, tag: `${place}/v${packageVersion}` },
  };
}

/** `npm pack` without its scripts, which would build `dist` again. */
async function packNpm(folder: string): Promise<string> {
  const { stdout } = await spawn("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: root,
  });
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  return packed.filename;
}

async function packPython(folder: string, { version }: Sdks): Promise<string> {
  const source = await mkdtemp(path.join(tmpdir(), "sinch-wheel-"));
  try {
    // setuptools writes next to the sources.
    await cp(path.join(folder, "sdks", "python"), source, { recursive: true });
    await spawn("python3", ["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source]);
  } finally {
    await rm(source, { recursive: true, force: true });
  }
  return `pulumi_sinch-${version}-py3-none-any.whl`;
}

/** The plugin is JavaScript and the same everywhere, but the engine looks for a file of its platform. */
async function packPlugin(folder: string, platform: string): Promise<string> {
  const name = `pulumi-resource-sinch-v${packageVersion}-${platform}.tar.gz`;
  const plugin = path.join(root, "dist/plugin");
  // The same files give the same bytes, whenever and by whomever they are packed.
  await create({ file: path.join(folder, name), cwd: plugin, gzip: true, portable: true, mtime: new Date(0) }, ["."]);
  return name;
}

async function sumUp(folder: string, files: readonly string[]): Promise<string> {
  const lines = files.map(async (file) => {
    const digest = createHash("sha256").update(await readFile(path.join(folder, file)));
    return `${digest.digest("hex")}  ${file}\n`;
  });
  const name = "SHA256SUMS";
  await writeFile(path.join(folder, name), (await Promise.all(lines)).join(""));
  return name;
}
