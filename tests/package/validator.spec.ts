import assert from "node:assert/strict";
import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { makeFolder, removeFolder } from "../../tools/engine/folder";
import { checkout } from "./tarball";

const dist = path.join(checkout, "dist/provider");

describe("the validator that the build writes", () => {
  it("is the one that checks apps", () => {
    const { compiledSchema } = require(path.join(dist, "model/keywords.js"));
    const { appType } = require(path.join(dist, "resources/app"));
    assert.equal(compiledSchema(appType), require(path.join(dist, "resources/app/app.validator.js")));
  });

  it("isn't used if the schema beside it differs, as during development", async () => {
    const folder = await makeFolder();
    try {
      await symlink(path.join(checkout, "node_modules"), path.join(folder, "node_modules"));
      const provider = path.join(folder, "provider");
      await cp(dist, provider, { recursive: true });
      const file = path.join(provider, "resources/app/app.schema.json");
      const schema = JSON.parse(await readFile(file, "utf8"));
      schema.properties.archiveAfterDays = { type: "integer", maximum: 50 };
      await writeFile(file, JSON.stringify(schema));
      const { appType } = require(path.join(provider, "resources/app"));
      const validate = require(path.join(provider, "model/keywords.js")).compiledSchema(appType);
      const app = { displayName: "A", channelCredentials: [], projectId: "p", region: "us" };
      assert.equal(validate({ ...app, archiveAfterDays: 50 }), true);
      assert.equal(validate({ ...app, archiveAfterDays: 51 }), false);
    } finally {
      await removeFolder(folder);
    }
  });
});
