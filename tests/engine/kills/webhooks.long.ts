import assert from "node:assert/strict";
import type { FaultRule } from "../../../fake";
import { recordFigures } from "../../support/figures";
import { FORMS } from "../../support/forms";
import { aftermath, Toll } from "./aftermath";
import { useKillableStack } from "./killable-stack";
import { KILLS, LIVES_ON_MS, MOMENTS } from "./rounds";

// As kills.long.ts, at the requests for webhooks. `KILLS=10` stops after so many of each form.

const REQUESTS = ["create", "update", "delete", "adopt", "with its app: create", "with its app: delete"] as const;
const MOST = Number(process.env.KILLS ?? 36);

const target = (name: string): string => `https://hooks.example.com/${name}`;
const hook = (name: string, more: object = {}): object => ({
  target: target(name),
  triggers: ["MESSAGE_INBOUND"],
  secret: "CANARY-secret",
  ...more,
});

const toll = new Toll();

for (const form of FORMS)
  describe(`an up that makes, changes, deletes, adopts and replaces webhooks of ${form.form} apps is taken up again @killed-at-request`, function () {
    this.timeout(0);
    const use = useKillableStack(form);
    // Each request comes early, so that a run that is ended has seen something of all.
    const rounds = [0, 2].flatMap((more) =>
      MOMENTS.flatMap((_, turn) =>
        REQUESTS.map((request, at) => {
          const moment = MOMENTS[(at + turn) % MOMENTS.length] ?? MOMENTS[0];
          return [request, moment, KILLS[(at + turn + more) % KILLS.length] ?? KILLS[0]] as const;
        }),
      ),
    );

    it("after a kill at each request", async () => {
      const [fake, stack] = [use.fake(), use.stack()];
      let adopted = "";
      const next = async (round: number): Promise<Parameters<typeof stack.program>[0]> => {
        const own = fake.apps({ region: "us" })[0]?.id;
        adopted = own ? fake.insertWebhook({ app_id: own, target: target("by-hand"), triggers: ["OPT_IN"] }) : "";
        const webhooks = {
          [`made-${round}`]: hook(`made-${round}`),
          changed: hook("changed", { triggers: [round % 2 ? "OPT_IN" : "OPT_OUT"] }),
          ...(adopted ? { [`adopted-${round}`]: hook(`adopted-${round}`, { adopt: adopted }) } : {}),
        };
        const apps = {
          app: { displayName: "App", region: "us", channelCredentials: [], webhooks },
          moved: {
            displayName: "Moved",
            region: round % 2 ? "eu" : "br",
            channelCredentials: [],
            webhooks: { "of-moved": hook("of-moved") },
          },
        };
        await stack.program(apps);
        return apps;
      };
      await next(0);
      assert.ok((await stack.up()).ok);

      for (const [index, [request, moment, kill]] of rounds.slice(0, MOST).entries()) {
        const round = index + 1;
        const before = await stack.webhooks();
        const apps = await next(round);
        const path = (id = ""): FaultRule => ({ path: new RegExp(`/webhooks/${id}$`) });
        const rules: Record<(typeof REQUESTS)[number], FaultRule> = {
          create: { operation: "create", region: "us" },
          update: { operation: "update", ...path(before.changed) },
          delete: { operation: "delete", ...path(before[`made-${round - 1}`]) },
          adopt: { operation: "update", ...path(adopted) },
          "with its app: create": { operation: "create", region: round % 2 ? "eu" : "br" },
          "with its app: delete": { operation: "delete", ...path(before["of-moved"]) },
        };
        let hit = false;
        const strike = (): void => {
          hit = true;
          const [who, signal] = kill.split(" ") as [string, NodeJS.Signals];
          if (who === "engine") stack.killEngine(signal);
          else stack.killProvider();
        };
        fake.fail({
          collection: "webhooks",
          ...rules[request],
          times: 1,
          ...(moment === "before its effect"
            ? { before: strike, effect: { kind: "drop", when: "before" } }
            : { after: strike }),
        });
        const name = `${round}: ${kill} at "${request}" ${moment}`;
        const { output } = await stack.up();
        fake.clearFaults();
        assert.ok(hit, `the request was made: ${name}\n${output}`);
        const left = await stack.leftAfter(LIVES_ON_MS);
        stack.endAll();
        const after = { ...(await aftermath(stack, fake, apps)), left };
        toll.add(after);
        const held = await stack.webhooks();
        const ids = fake.webhooks().map(({ id }) => id);
        assert.deepEqual(Object.values(held).sort(), ids.sort(), name);
        assert.deepEqual(Object.keys(held).sort(), [`adopted-${round}`, "changed", `made-${round}`, "of-moved"], name);
        assert.deepEqual([held.changed, held[`adopted-${round}`]], [before.changed, adopted], name);
        assert.ok(
          fake.webhooks().every(({ app_id }) => fake.app(app_id)),
          name,
        );
        assert.doesNotMatch(output, /CANARY/);
        console.log(`      ${name}: ${after.tries} runs of up${after.cleared ? ", pending creates" : ""}`);
        toll.assertNoHarm();
        recordFigures("kills-at-webhook-requests", toll.figures);
      }
    });
  });
