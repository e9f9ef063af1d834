import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import spawn from "nano-spawn";
import which from "which";
import { packageVersion } from "../../provider/base/version";
import { ensureGoTool, type GoTool, toolEntry } from "../engine/go-tool";
import { executable } from "../engine/inspect";
import { packageSchema } from "../generate/package-schema";

const PULUMI = "github.com/pulumi/pulumi/pkg/v3";

/** Pulumi's own code generators, as one program. */
export const generator: GoTool = {
  name: "sdks",
  what: "SDK generator",
  module: path.join(__dirname, "generator"),
  versionOf: PULUMI,
  target: ".",
  program: executable("generator"),
  takes: "1 to 4 minutes on 2 cores, and some 200 MB of downloads",
};

/** The languages of the generated SDKs; .NET and Java would need their language hosts. */
export const SDKS = ["nodejs", "python", "go"] as const;

/** The Go module's part of the schema. */
interface Schema {
  readonly language: { readonly go: { readonly importBasePath: string } };
}

/** The generated SDKs. */
export interface Sdks {
  readonly version: string;
  /** The import path of the Go SDK. */
  readonly goModule: string;
}

/**
 * Writes a folder for each language of {@link SDKS}, from the package schema with this package's version.
 *
 * @throws EngineNotFoundError without Go, or if the generator can't be built.
 */
export async function generateSdks(folder: string): Promise<Sdks> {
  const bin = await ensureGoTool(generator);
  const schema = packageSchema() as Schema;
  const temporary = await mkdtemp(path.join(tmpdir(), "sinch-schema-"));
  try {
    const file = path.join(temporary, "schema.json");
    await writeFile(file, JSON.stringify({ ...schema, version: packageVersion }));
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await spawn(path.join(bin, generator.program), [file, folder]);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  const goModule = schema.language.go.importBasePath;
  await makeGoModule(path.join(folder, "go"), goModule);
  return { version: packageVersion, goModule };
}

/** The generator writes packages; a module around them makes them fetchable. */
async function makeGoModule(folder: string, name: string): Promise<void> {
  const go = await which("go");
  const run = (...args: string[]) =>
    spawn(go, ["mod", ...args], { cwd: folder, env: { GOWORK: "off", GOFLAGS: "-mod=mod" } });
  await run("init", name);
  // The Pulumi SDK has the generator's version, since the generated code matches that.
  await run("edit", "-go=1.22", `-require=github.com/pulumi/pulumi/sdk/v3@v${toolEntry(generator).version}`);
  await run("tidy");
}
