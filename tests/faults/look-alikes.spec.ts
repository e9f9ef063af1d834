import assert from "node:assert/strict";
import { type Fake, startFake } from "../../fake";
import { clear, PROJECTS, tryCases } from "./look-alikes";
import { type Props, type ProviderProcess, type Resource, startHere } from "./provider-process";

const COUNT = 100;

const APP: Props = { displayName: "Support", channelCredentials: [], region: "us" };

describe("an app that looks like another @look-alikes", () => {
  let fake: Fake;
  before(async () => {
    fake = await startFake({ projects: [...PROJECTS] });
  });
  afterEach(() => clear(fake));
  after(() => fake.close());

  it(`is never adopted by mistake, in ${COUNT} random cases; ambiguous ones are named and not adopted`, async function () {
    this.timeout(120_000);
    const counts = await tryCases(COUNT, fake);
    for (const came of ["refused", "made", "ambiguous", "not made"]) assert.ok(counts[came], `some are ${came}`);
  });

  const start = (env: Record<string, string> = {}): Promise<ProviderProcess> => startHere(fake)(env);
  const stored = (id: string, outputs: Props): Resource => ({ id, inputs: outputs, outputs });
  const checked = async (process: ProviderProcess, news: Props): Promise<Props> => {
    const { inputs, failures } = await process.check({}, news);
    assert.deepEqual(failures, []);
    return inputs;
  };

  it("is adopted by SINCH_ADOPT once, even if two new apps have its name", async () => {
    const id = fake.insert({ display_name: "Support", channel_credentials: [] });
    const process = await start({ SINCH_ADOPT: `Support=${id}` });
    const inputs = [await checked(process, APP), await checked(process, APP)];
    const made = await Promise.all(inputs.map((one) => process.create(one)));
    assert.equal(new Set(made.map((app) => app.id)).size, 2);
    assert.equal(fake.apps().length, 2);
  });

  it("is adopted by SINCH_ADOPT with others, whose names may contain commas and equals signs", async () => {
    const names = ["Support", "A, B = C", "x=y"];
    const ids = names.map((display_name) => fake.insert({ display_name, channel_credentials: [] }));
    const process = await start({ SINCH_ADOPT: `Support=${ids[0]},A, B = C=${ids[1]}` });
    for (const [index, displayName] of names.slice(0, 2).entries()) {
      assert.equal((await process.create(await checked(process, { ...APP, displayName }))).id, ids[index]);
    }
    const { failures } = await process.check({}, { ...APP, displayName: "x=y" });
    const pairs = /SINCH_ADOPT='([^']+)' pulumi up/.exec(failures[0] as string)?.[1] ?? "";
    for (const [index, name] of names.entries()) {
      assert.equal(JSON.parse(pairs)[name], ids[index], "the command holds what was given");
    }
    const alone = await start({ SINCH_ADOPT: `x=y=${ids[2]}` });
    assert.equal((await alone.create(await checked(alone, { ...APP, displayName: "x=y" }))).id, ids[2]);
  });

  it("is not adopted by SINCH_ADOPT under another name, nor from another region", async () => {
    const other = fake.insert({ display_name: "Another", channel_credentials: [] });
    const { failures } = await (await start({ SINCH_ADOPT: `Support=${other}` })).check({}, APP);
    assert.match(failures.join(), /SINCH_ADOPT: app \w+ is named "Another"\. To adopt it anyway, set adopt: /);
    const there = fake.insert({ display_name: "Support", channel_credentials: [] }, { region: "eu" });
    const process = await start({ SINCH_ADOPT: `Support=${there}` });
    assert.notEqual((await process.create(await checked(process, APP))).id, there, "it is the other one's");
    assert.equal((await process.create(await checked(process, { ...APP, region: "eu" }))).id, there);
    const { failures: none } = await (await start({ SINCH_ADOPT: "Support=NONE" })).check({}, APP);
    assert.match(none.join(), /^SINCH_ADOPT: there is no app NONE in project project-1, region us/);
  });

  it("is not adopted if the stack has it under another resource", async () => {
    const first = await start();
    const { id, outs } = await first.create(await checked(first, APP));
    const process = await start({ SINCH_ADOPT: `Support=${id}` });
    await process.check({}, APP);
    await assert.rejects(
      process.diff(stored(id, outs), outs),
      /adopts \w+, but the stack already manages it as "Support"/,
    );
  });

  it("is named if the program allows its name twice: an interrupted run may have left it", async () => {
    const id = fake.insert({ display_name: "Support", channel_credentials: [] });
    const process = await start();
    const { failures, notes } = await process.check({}, { ...APP, allowDuplicateName: true });
    assert.deepEqual(failures, []);
    assert.deepEqual(notes, [`another app "Support" is created in project project-1, region us, beside ${id}`]);
  });

  it("remains one when an adopted app is replaced, even if that was killed midway", async () => {
    const id = fake.insert({ display_name: "Support", channel_credentials: [] });
    const first = await start();
    const old = await first.create(await checked(first, { ...APP, adopt: id }));
    const second = await start();
    const anew = await second.create(await checked(second, { ...APP, adopt: id }));
    assert.equal(anew.id, id);
    // The engine is killed here; in the next run it compares the new one before it deletes the old one.
    const third = await start();
    await third.diff(stored(id, anew.outs), anew.outs);
    await third.delete(stored(id, old.outs));
    assert.deepEqual(
      fake.apps().map((app) => app.id),
      [id],
    );
    await third.delete(stored(id, anew.outs));
    assert.deepEqual(fake.apps(), []);
  });
});
