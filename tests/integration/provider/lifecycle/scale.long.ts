import assert from "node:assert/strict";
import { startFake } from "../../../../fake";
import { timeBudget } from "../../../../provider/http/deadline";
import * as lifecycle from "../../../../provider/lifecycle";
import { check } from "../../../../provider/lifecycle/check";
import type { State } from "../../../../provider/model/state";
import { appType } from "../../../../provider/resources/app";
import { Settings } from "../../../../provider/sinch/settings";
import { createTransport } from "../../../../provider/sinch/transport";
import { recordFigures } from "../../../support/figures";
import { fakeEnvironment } from "../../../support/stack";

const APPS = 2_000;
const PER_SECOND = 800;

describe(`${APPS} concurrent apps with a limit of ${PER_SECOND} requests a second`, () => {
  it("are created and deleted, none twice, with hardly a surplus request", async () => {
    const fake = await startFake({ rateLimit: { perSecond: PER_SECOND }, tokenLimit: true });
    try {
      const settings = new Settings(() => undefined, fakeEnvironment(fake));
      const context = lifecycle.createContext(
        appType,
        settings,
        createTransport(settings, { budget: timeBudget(600) }),
      );
      const inputs = [];
      for (let number = 1; number <= APPS; number += 1) {
        const checked = await check(context, {}, { displayName: `App ${number}`, channelCredentials: [] });
        assert.deepEqual([checked.problems, checked.notes], [[], []]);
        inputs.push(checked.inputs);
      }
      // One token and one LIST for all.
      assert.equal(fake.journal.count(), 2);

      const start = Date.now();
      const made = await Promise.all(inputs.map((one) => lifecycle.create(context, one)));
      const seconds = (Date.now() - start) / 1000;
      const creates = fake.journal.count({ operation: "create" });
      assert.equal(new Set(fake.apps().map((app) => app.display_name)).size, APPS);
      assert.deepEqual(
        fake
          .apps()
          .map(({ id }) => id)
          .sort(),
        made.map(({ id }) => id).sort(),
      );

      const reads = fake.journal.count();
      await Promise.all(made.map(({ id, outs }) => lifecycle.read(context, id, { ...outs })));
      assert.equal(fake.journal.count() - reads, 1, "a refresh is one LIST");

      await Promise.all(made.map(({ id, outs }) => lifecycle.remove(context, id, outs as State)));
      assert.deepEqual(fake.apps(), []);

      const least = 2 * APPS + 3;
      const ratio = fake.journal.count() / least;
      const refused = fake.journal.entries.filter(({ status }) => status === 429).length;
      recordFigures("apps-at-once", {
        apps: APPS,
        requestsOverLeast: Number(ratio.toFixed(3)),
        refusedByTheLimit: refused,
        creates,
        secondsToCreate: Number(seconds.toFixed(1)),
        timeOverFloor: Number((seconds / (APPS / PER_SECOND)).toFixed(2)),
      });
      assert.ok(ratio <= 1.1, `${ratio} times the least number of requests`);
    } finally {
      await fake.close();
    }
  });
});
