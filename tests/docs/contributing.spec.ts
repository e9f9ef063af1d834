import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import packageJson from "../../package.json";

describe("CONTRIBUTING.md", () => {
  it("has a reason for each dependency, and for no other", () => {
    const page = readFileSync(path.join(__dirname, "../../CONTRIBUTING.md"), "utf8");
    const rows = page.slice(page.indexOf("## Dependencies"), page.indexOf("## Releasing")).match(/^\| `.*$/gm) ?? [];
    const said = rows.flatMap((row) => [...String(row.split("|")[1]).matchAll(/`(.+?)`/g)].map(([, name]) => name));
    const { dependencies, devDependencies, peerDependencies } = packageJson;
    const all = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });
    const named = all.map((name) => (name.startsWith("@types/") ? "@types/*" : name));
    assert.deepEqual(said.sort(), [...new Set(named)].sort());
  });
});
