import assert from "node:assert/strict";
import { isSealed, sealed } from "../../../../../cli/promote/records/seal";
import { planRecord, sourceRecord } from "../fixtures";

describe("sealed", () => {
  it("gives plans with equal inputs the same digest, whenever they were created", () => {
    const [one, later] = ["2026-11-23T11:00:00.000Z", "2026-11-24T11:00:00.000Z"].map((madeAt) =>
      planRecord({ madeAt }),
    );
    assert.equal(one?.digest, later?.digest);
    assert.notEqual(one?.digest, planRecord({ notes: ["another"] }).digest);
  });

  it("covers the time of a source, which determines its age", () => {
    assert.notEqual(sourceRecord().digest, sourceRecord({ madeAt: "2026-11-24T11:00:00.000Z" }).digest);
    assert.equal(isSealed({ ...sourceRecord(), madeAt: "2026-11-24T11:00:00.000Z" } as never), false);
  });

  it("is invalidated by any other change", () => {
    const plan = planRecord();
    assert.equal(isSealed(plan), true);
    assert.equal(isSealed({ ...plan, verdict: "nothing" } as never), false);
    assert.equal(isSealed({ ...plan, digest: sealed({ schema: plan.schema } as never).digest } as never), false);
  });
});
