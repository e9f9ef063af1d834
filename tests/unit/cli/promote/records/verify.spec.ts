import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assertWritable, readRecord, writeRecord } from "../../../../../cli/promote/records/files";
import { PLAN_SCHEMA, type Plan, SOURCE_SCHEMA } from "../../../../../cli/promote/records/records";
import { Refusal } from "../../../../../cli/promote/records/refusal";
import { assertApplicable, assertTarget, type Expected } from "../../../../../cli/promote/records/verify";
import type { Pulumi } from "../../../../../cli/stack";
import { planRecord, sourceRecord } from "../fixtures";

const NOW = new Date("2026-11-24T10:00:00.000Z");
const EXPECTED: Expected = { maxAgeHours: 168 };
const plan = planRecord();

describe("assertApplicable", () => {
  it("accepts a plan as it was written, read from a file, with the approved digest", () => {
    const read = JSON.parse(JSON.stringify(plan)) as Plan;
    assertApplicable(read, "plan.json", { ...EXPECTED, digest: plan.digest }, NOW);
    assertApplicable(read, "plan.json", { ...EXPECTED, digest: plan.digest.slice(0, 23) }, NOW);
  });

  const rows: [what: string, plan: Plan, expected: Partial<Expected>, says: RegExp][] = [
    ["an app of it was changed", { ...plan, resources: [] }, {}, /was changed after it was written/],
    [
      "what it allows was changed",
      { ...plan, findings: [], options: { ...plan.options, overwriteDrift: true } },
      {},
      /was changed/,
    ],
    [
      "its source was changed, and the rest sealed anew",
      planRecord({ source: { ...sourceRecord(), stack: "dev" } }),
      {},
      /was changed/,
    ],
    ["it holds no source", planRecord({ source: undefined as never }), {}, /was changed/],
    ["it is another one than was approved", plan, { digest: "sha256:0123456789abcdef" }, /is not the approved plan/],
    ["too little of the digest is given", plan, { digest: plan.digest.slice(0, 12) }, /at least 12 characters/],
    ["an empty digest is given", plan, { digest: "" }, /at least 12 characters .*not ""/],
    ["it is old", plan, { maxAgeHours: 12 }, /older than 12 hours/],
    ["nobody can tell how old it is", planRecord({ madeAt: "soon" }), {}, /older than/],
    [
      "it was refused when it was made",
      planRecord({ verdict: "refused", findings: [{ gate: "delete", message: "x" }] }),
      {},
      /was refused when it was created: delete/,
    ],
  ];
  for (const [what, record, expected, says] of rows) {
    it(`refuses if ${what} @promotion-plan`, () => {
      assert.throws(
        () => assertApplicable(record, "plan.json", { ...EXPECTED, ...expected }, NOW),
        (error: unknown) =>
          error instanceof Refusal && error.exitCode === 3 && says.test(`${error.message}. ${error.hint}`),
      );
    });
  }
});

describe("assertTarget", () => {
  /** @param organization the one that a name without any means. */
  const check = (wanted?: string, organization = "organization"): Promise<void> => {
    const fullName = async (name = ""): Promise<string> => (name.includes("/") ? name : `${organization}/shop/${name}`);
    return assertTarget(plan, "plan.json", { name: "prod", pulumi: { fullName } as Pulumi }, wanted);
  };
  it("accepts any way to name the stack", async () => {
    for (const name of [undefined, "prod", "organization/shop/prod"]) await check(name);
  });
  const rows: [what: string, wanted: string | undefined, organization: string, says: RegExp][] = [
    ["another one", "staging", "organization", /is a plan for stack organization\/shop\/prod, not for staging$/],
    ["that of another organization", "acme/shop/prod", "organization", /not for acme\/shop\/prod$/],
    ["the same name in another organization", undefined, "acme", /not for prod$/],
  ];
  for (const [what, wanted, organization, says] of rows) {
    it(`refuses ${what}`, () => assert.rejects(check(wanted, organization), { name: "CliError", message: says }));
  }
});

describe("readRecord", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "sinch-record-"));
    file = path.join(folder, "record.json");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const read = () => readRecord<Plan>(file, PLAN_SCHEMA, "the plan of `promote plan`");

  it("returns the record as it was written", () => {
    writeRecord(file, plan);
    assert.deepEqual(read(), JSON.parse(JSON.stringify(plan)));
  });

  const rows: [what: string, text: string, says: RegExp][] = [
    [
      "another kind of record",
      JSON.stringify({ schema: SOURCE_SCHEMA }),
      /isn't the plan of `promote plan`, but sinch-apps\/promotion-source\/1$/,
    ],
    ["a newer form", JSON.stringify({ schema: "sinch-apps/promotion-plan/2" }), /which this version doesn't know$/],
    ["something else", "[]", /isn't the plan of `promote plan`$/],
    ["half a file", "{", /isn't the plan of `promote plan`$/],
  ];
  for (const [what, text, says] of rows) {
    it(`refuses ${what}`, () => {
      writeFileSync(file, text);
      assert.throws(read, says);
    });
  }
  it("can't write without a folder, and says so before the work", () => {
    const missing = path.join(folder, "missing", "record.json");
    for (const write of [() => assertWritable(missing), () => writeRecord(missing, plan)]) {
      assert.throws(write, (error: Error) => error.message === `${missing} can't be written (ENOENT)`);
    }
    assertWritable(file);
  });
  it("requires the file to exist", () => assert.throws(read, /can't be read \(ENOENT\)$/));
});
