import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineEnvironment } from "../../tools/engine";
import { CHECKOUT } from "../support/checkout";
import { useSandbox } from "./sandbox";

describe("engineEnvironment", () => {
  const sandbox = useSandbox();

  it("keeps the backend and Pulumi's home in the folder, and puts the engine and this Node first on PATH, the native plugin last", () => {
    const engine = { root: "/e", bin: "/e/bin", version: "3.259.0", source: "built", languageHost: true } as const;
    const environment = engineEnvironment(engine, sandbox().root, { PATH: "/usr/bin" });
    const plugin = join(CHECKOUT, "dist/plugin");
    assert.equal(environment.PATH, ["/e/bin", dirname(process.execPath), "/usr/bin", plugin].join(delimiter));
    assert.ok(existsSync(fileURLToPath(environment.PULUMI_BACKEND_URL ?? "")));
    for (const place of [environment.PULUMI_HOME, fileURLToPath(environment.PULUMI_BACKEND_URL ?? "")]) {
      assert.ok(place?.startsWith(sandbox().root));
    }
  });
});
