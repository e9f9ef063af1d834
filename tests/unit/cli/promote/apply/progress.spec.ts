import assert from "node:assert/strict";
import { Progress } from "../../../../../cli/promote/apply/progress";
import type { StepMetadata } from "../../../../../cli/promote/engine/engine";
import { FORMS } from "../../../../../cli/stack";
import { planRecord, updatedApp } from "../fixtures";

const step = (parents: string, name: string, op: string, type = `${FORMS.dynamic}App`): { metadata: StepMetadata } => ({
  metadata: { op, type, urn: `urn:pulumi:prod::shop::${[parents, type].filter(Boolean).join("$")}::${name}` },
});

describe("Progress", () => {
  const said: string[] = [];
  const begin = (...apps: ReturnType<typeof updatedApp>[]): Progress =>
    new Progress("prod", apps, (line) => said.push(line));
  beforeEach(() => said.splice(0));

  it("distinguishes apps with the same name in two components, of either form", () => {
    const native = `${FORMS.native}App`;
    const [shop, bank] = ["Shop", "Bank"].map((group) => updatedApp("support", { key: `my:own:${group}::support` }));
    const apps = [shop, bank] as ReturnType<typeof updatedApp>[];
    const progress = begin(...apps);
    progress.follow({ resourcePreEvent: step("my:own:Shop", "support", "update") });
    progress.follow({ resOutputsEvent: step("my:own:Shop", "support", "update") });
    progress.follow({ resOpFailedEvent: step("my:own:Bank", "support", "update", native) });
    assert.deepEqual(said, ["1 of 2: support done", "1 of 2: support failed"]);
    assert.deepEqual(progress.done, [shop]);
    const statuses = progress.statuses(planRecord({ resources: apps }), []).map(({ status }) => status);
    assert.deepEqual(statuses, ["done", "failed"]);
  });

  it("counts a replacement as done at its last step", () => {
    const progress = begin(updatedApp("support", { action: "replace" }));
    progress.follow({ resOutputsEvent: step("", "support", "create-replacement") });
    assert.deepEqual(said, []);
    progress.follow({ resOutputsEvent: step("", "support", "replace") });
    assert.deepEqual(said, ["1 of 1: support done"]);
  });

  it("begins at the first step that changes a resource, and reports what an earlier run did", () => {
    const [support, sales] = [updatedApp("support"), updatedApp("sales", { action: "same" })];
    const progress = begin(support, sales);
    progress.follow({ resourcePreEvent: step("", "default_1", "update", "pulumi:providers:aws") });
    progress.follow({ resourcePreEvent: step("", "shop", "create", "pulumi:pulumi:Stack") });
    progress.follow({ resourcePreEvent: step("", "sales", "same") });
    assert.equal(progress.begun, false);
    progress.follow({ resourcePreEvent: step("", "support", "update") });
    assert.equal(progress.begun, true);
    const plan = planRecord({ resources: [support, sales, updatedApp("later")] });
    const statuses = progress.statuses(plan, [support]).map(({ status }) => status);
    assert.deepEqual(statuses, ["as planned", "as planned", "not reached"]);
  });
});
