import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import { type Engine, ensureLanguageHost } from "../../tools/engine";
import { toolEntry } from "../../tools/engine/go-tool";
import { languageHosts } from "../../tools/engine/language-hosts";
import { useSandbox } from "./sandbox";

describe("ensureLanguageHost", () => {
  const sandbox = useSandbox();
  const engine = (): Engine => {
    const root = join(sandbox().root, "engine");
    return { root, bin: join(root, "bin"), version: "3.274.1", source: "path", languageHost: true };
  };
  const ensure = (): Promise<string> =>
    ensureLanguageHost("yaml", engine(), {
      env: sandbox().env,
      cacheFolder: sandbox().cacheFolder,
      say: (line) => sandbox().said.push(line),
    });

  it("uses the one beside the engine, then one on PATH, silently", async () => {
    const elsewhere = join(sandbox().root, "elsewhere");
    sandbox().env.PATH += delimiter + elsewhere;
    sandbox().script(join(elsewhere, "pulumi-language-yaml"), "exit 0");
    assert.equal(await ensure(), elsewhere);
    sandbox().script(join(engine().bin, "pulumi-language-yaml"), "exit 0");
    assert.equal(await ensure(), engine().bin);
    assert.deepEqual(sandbox().said, []);
  });

  it("builds one with Go if there is none, once, says how long it takes, and leaves nothing else", async () => {
    sandbox().go();
    const [one, other] = await Promise.all([ensure(), ensure()]);
    const { key, version } = toolEntry(languageHosts.yaml);
    assert.equal(one, join(sandbox().cacheFolder, key, "bin"));
    assert.deepEqual([other, await ensure(), sandbox().builds()], [one, one, 1]);
    assert.deepEqual(sandbox().cached(), [key]);
    const said = sandbox().said.filter((line) => !line.includes("another process"));
    assert.equal(
      said[0],
      `building the YAML language host ${version} from its Go modules, once, into ${sandbox().cacheFolder}`,
    );
    assert.match(said.slice(1).join("\n"), /^this takes \d to \d minutes.*\nbuilt in \d+ s$/);
  });

  it("lists what it tried if none can be found, and keeps nothing of a failed build", async () => {
    await assert.rejects(ensure(), {
      name: "EngineNotFoundError",
      message: /^no YAML language host was found or could be made:\n {2}- build: no go on PATH\nInstall /,
    });
    sandbox().go({ build: "echo 'undefined: x' >&2; exit 1" });
    await assert.rejects(ensure(), /build with .*go: the YAML language host: undefined: x/);
    assert.deepEqual(sandbox().cached(), []);
  });
});
