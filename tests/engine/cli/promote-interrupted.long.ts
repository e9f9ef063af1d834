import assert from "node:assert/strict";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, FaultRule } from "../../../fake";
import { CHECKOUT } from "../../support/checkout";
import { type Ended, start } from "../../support/command";
import { useEngine } from "../../support/engine";
import { type AppSpec, Promotion } from "./promotion";

// `promote apply` is ended while its requests are under way, and run again.

type Apps = Readonly<Record<string, AppSpec>>;

describe("a promotion that is interrupted", function () {
  this.timeout(0);
  const engine = useEngine();
  let on: Promotion;
  afterEach(() => on?.close());

  /** Production as it was, and a plan that brings staging's apps to it. */
  const planned = async (before: Apps, then: Apps, ...flags: string[]): Promise<void> => {
    on = await Promotion.start(engine(), before);
    for (const stack of ["staging", "prod"] as const) {
      await on.init(stack);
      await on.up(stack);
    }
    await on.commit(then);
    await on.up("staging");
    await ends(on.attest("staging"), 0);
    await ends(on.plan("staging", "prod", ...flags), 2);
    on.fake.journal.clear();
  };

  const ends = async (run: Promise<Ended>, code: number): Promise<string> => {
    const { code: ended, output } = await run;
    assert.equal(ended, code, output);
    assert.doesNotMatch(output, /CANARY/);
    return output;
  };

  const apply = (env: NodeJS.ProcessEnv = {}): ReturnType<typeof start> => {
    const cli = path.join(CHECKOUT, "dist/cli/main.js");
    const args = [cli, "promote", "apply", "prod.plan.json", "--yes"];
    return start(process.execPath, args, { cwd: on.program, env: { ...on.environment("prod"), ...env } });
  };

  /** Ends the command as soon as so many requests are under way. */
  const interrupted = async (rule: FaultRule, requests: number): Promise<{ ended: Promise<Ended>; fault: Fault }> => {
    const fault = on.fake.fail(rule);
    const { child, ended } = apply();
    const over = once(child, "exit");
    while (fault.hits < requests && child.exitCode === null) await Promise.race([sleep(20), over]);
    child.kill("SIGTERM");
    return { ended, fault };
  };

  it("names an app that is made all the same, and takes it over by the same command @promotion-interrupted", async () => {
    await planned({ support: {} }, { support: {}, extra: {} });
    const { ended, fault } = await interrupted({ operation: "create", delayMs: 8_000 }, 1);
    const output = await ends(ended, 4);
    assert.match(output, /stopped half-way: .*may have taken effect.*Done: none for certain\. Not done: extra/);
    fault.remove();
    while (on.fake.apps({ projectId: "project-3" }).length < 2) await sleep(100);
    const { id } = on.app("prod", "extra");

    const refused = await ends(apply().ended, 3);
    assert.match(refused, new RegExp(`SINCH_ADOPT='extra=${id}'`));
    assert.match(refused, /Run the same command with SINCH_ADOPT/);
    assert.doesNotMatch(refused, /no longer exists/);
    assert.match(await ends(apply({ SINCH_ADOPT: `extra=${id}` }).ended, 0), /1 done \(extra\)/);
    assert.equal(on.fake.apps({ projectId: "project-3" }).length, 2);
    assert.deepEqual(on.writes(), ["POST project-3"]);
  });

  it("is finished by the same command, and can be promoted further: changes under way @promotion-interrupted", async () => {
    const apps = (days: number): Record<string, AppSpec> => ({ one: { days }, two: { days }, three: { days } });
    await planned(apps(30), apps(60));
    const { ended, fault } = await interrupted({ operation: "update", after: () => sleep(5_000) }, 3);
    assert.match(await ends(ended, 4), /stopped half-way: /);
    fault.remove();
    assert.match(await ends(apply().ended, 0), /0 done, 3 by an earlier run \((\w+(, )?){3}\)/);
    assert.deepEqual(on.writes(), Array(3).fill("PATCH project-3 retention_policy"));
    assert.match(await ends(on.promote("prod", "attest", "--stack", "prod", "-o", "prod.json"), 0), /✓ last-update/);
  });

  it("is finished by the same command: a deletion under way, an app not yet done, and nothing changed by hand @promotion-interrupted", async () => {
    const before = { support: {}, old: { only: ["prod"] } };
    await planned(before, { support: { days: 60 } }, "--allow-delete=not needed");
    const { ended, fault } = await interrupted({ operation: "delete", after: () => sleep(5_000) }, 1);
    await ends(ended, 4);
    fault.remove();
    const { id } = on.app("prod", "support");
    on.fake.edit(id, (app) => Object.assign(app, { display_name: "By hand" }));
    assert.match(await ends(apply().ended, 3), /app support: it was changed at the service/);
    on.fake.edit(id, (app) => Object.assign(app, { display_name: "support" }));
    await ends(apply().ended, 0);
    assert.equal(on.fake.apps({ projectId: "project-3" }).length, 1);
    assert.deepEqual(on.app("prod", "support").retention_policy, {
      retention_type: "MESSAGE_EXPIRE_POLICY",
      ttl_days: 60,
    });
  });
});
