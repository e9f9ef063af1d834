import assert from "node:assert/strict";
import { nextSteps } from "../../cli/drift/next";
import type { StackReport } from "../../cli/drift/report";
import { CLEAR_PENDING } from "../../cli/stack";

const interrupted = (name: string, type: string): StackReport => ({
  name,
  project: "team",
  apps: [],
  pendingOperations: [{ type, urn: `urn:pulumi:${name}::team::T::app` }],
});

describe("the next steps of a drift report", () => {
  it("end an interrupted run: a create that is pending has to be forgotten, anything else goes by itself", () => {
    const stacks = [interrupted("dev", "creating"), interrupted("prod", "updating")];
    const commands = nextSteps({ stacks, places: [] }, new Set(), undefined).flatMap((step) => step.commands);
    assert.deepEqual(commands, [
      "pulumi cancel --stack dev",
      "pulumi cancel --stack prod",
      `${CLEAR_PENDING} --stack dev`,
    ]);
  });
});
