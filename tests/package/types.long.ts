import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pack, typeErrors, unpack } from "./tarball";

describe("the types of the published package @policy-packs", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "pulumi-sinch-types-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  // `attw` asks whether an entry resolves to types, not to which: `policy/package.json` comes before `typesVersions`.
  it("are those of its exports at every entry point, under every module resolution", async () => {
    await unpack(await pack(folder), folder);
    const program = path.join(folder, "program.ts");
    await writeFile(program, PROGRAM);
    for (const [moduleResolution, module] of [
      ["node10", "commonjs"],
      ["node16", "node16"],
      ["bundler", "esnext"],
    ] as const) {
      assert.equal(await typeErrors(program, { moduleResolution, module }), "", moduleResolution);
    }
  });
});

const PROGRAM = `
import { PolicyPack } from "@pulumi/policy";
import { App } from "pulumi-sinch-conversation";
import { startFake } from "pulumi-sinch-conversation/fake";
import { allowedRegions, policyOf, protection, retentionLimit } from "pulumi-sinch-conversation/policy";
import * as provider from "pulumi-sinch-conversation/provider";

const own = policyOf<object>({
  name: "acme-no-mms",
  description: "MMS isn't in our contract.",
  enforcementLevel: "mandatory",
  configuration: {},
  check(app, { report }) {
    if (app.channelCredentials.some(({ channel }) => channel === "MMS"))
      report({ property: "channelCredentials", is: "has MMS", limit: "it isn't allowed", key: "exceptApps" });
  },
});
new PolicyPack("acme", { policies: [own, allowedRegions, protection, { ...retentionLimit, enforcementLevel: "advisory" }] });
export { App, provider, startFake };
// @ts-expect-error: it is a policy, not just anything
export const wrong: number = allowedRegions;
`;
