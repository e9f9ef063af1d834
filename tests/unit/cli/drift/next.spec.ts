import assert from "node:assert/strict";
import { asReport } from "../../../../cli/drift/as-report";
import { judge } from "../../../../cli/drift/judge";
import { nextSteps } from "../../../../cli/drift/next";
import type { StackReport } from "../../../../cli/drift/report";
import { sideNotes } from "../../../../cli/drift/words";
import { markdownOf, textOf } from "../../../../cli/report";
import { CLEAR_PENDING } from "../../../../cli/stack";
import { unpainted } from "../../../../cli/terminal";

const interrupted = (name: string, type: string): StackReport => ({
  name,
  project: "team",
  apps: [],
  pendingOperations: [{ type, urn: `urn:pulumi:${name}::team::T::app` }],
});

describe("nextSteps", () => {
  it("give an interrupted operation's full name, even if it contains ::", () => {
    const urn = "urn:pulumi:dev::team::T::a::b";
    const stacks = [{ name: "dev", apps: [], pendingOperations: [{ type: "creating", urn }] }];
    const report = judge({ stacks, places: [] }, { failOn: [], since: false });
    assert.match(textOf(asReport(report), { paint: unpainted, width: 80 }), /interrupted creating a::b$/m);
    assert.match(markdownOf(asReport(report)), /\| `a::b` \| interrupted creating \|/);
  });

  it("recover from an interrupted run: a pending create has to be removed, anything else goes away by itself @pending-operations", () => {
    const stacks = [interrupted("dev", "creating"), interrupted("prod", "updating")];
    const commands = nextSteps({ stacks, places: [] }, new Set(), undefined).flatMap((step) => step.commands);
    assert.deepEqual(commands, [
      "pulumi cancel --stack dev",
      "pulumi cancel --stack prod",
      `${CLEAR_PENDING} --stack dev`,
    ]);
  });

  it("leave an app that two stacks manage to the first of them", () => {
    const managing = (name: string, ...ids: string[]): StackReport => ({
      name,
      pendingOperations: [],
      apps: ids.map((id) => ({
        ...{ name: id, urn: `urn:pulumi:${name}::team::T::${id}`, id, projectId: "p", region: "us" },
        ...{ status: "in-sync", changes: [], health: [] },
      })),
    });
    const stacks = [managing("dev", "app-1", "app-2"), managing("prod", "app-2", "app-3")];
    const [step, ...more] = nextSteps({ stacks, places: [] }, new Set(), undefined);
    assert.match(step?.why ?? "", /managed more than once.* To leave it to the first stack \(app app-2\)$/);
    assert.deepEqual(step?.commands, ["pulumi state delete urn:pulumi:prod::team::T::app-2 --stack prod"]);
    assert.deepEqual(more, []);
    const report = judge({ stacks, places: [] }, { failOn: ["drift", "missing"], since: false, cwd: undefined });
    assert.deepEqual([report.exitCode, sideNotes(report)], [0, ["1 app managed more than once"]]);
    const ids = Array.from({ length: 300 }, (_, at) => `app-${at}`);
    const [many] = nextSteps(
      { stacks: [managing("a", ...ids), managing("b", ...ids)], places: [] },
      new Set(),
      undefined,
    );
    assert.match(many?.why ?? "", /\(app app-0 and 299 more\)$/);
    assert.equal(many?.commands.length, 10);
  });
});
