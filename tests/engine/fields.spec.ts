import assert from "node:assert/strict";
import { App, type AppArgs } from "pulumi-sinch-conversation";
import { type Fake, type ReceivedRequest, startFake } from "../../fake";
import { channels, type Stages, wireChannels } from "../fixtures/channels";
import { type FieldStage, fields } from "../fixtures/fields";
import { useEngine } from "../support/engine";
import { fakeEnvironment, type Run, TestStack } from "../support/stack";

// Every field and channel of the reference, each an app of one stack. What the fake received is compared with the
// literal JSON of the fixtures.

/** A request as the fake received it: the query decoded. */
interface Sent {
  readonly query: string;
  readonly body: unknown;
}

/** What the program states about an app, and the one request that is to be sent for it. */
interface Step {
  readonly args: AppArgs;
  readonly sent: Sent;
}

/** One app of the stack. Without `removed` nothing can be left out: it stays as it was changed. */
type Row = Pick<Stages<Step>, "created" | "changed"> & Partial<Stages<Step>>;

function fieldRow(name: string): Row {
  const { created, changed, removed } = fields[name] as (typeof fields)[string];
  const base: AppArgs = { displayName: name, channelCredentials: [] };
  const step = ({ args, wire, mask }: FieldStage): Step => ({
    args: { ...base, ...args },
    sent: { query: `update_mask=${mask}`, body: wire },
  });
  return {
    created: {
      args: { ...base, ...created.args },
      sent: { query: "", body: { display_name: name, channel_credentials: [], ...created.wire } },
    },
    changed: step(changed),
    ...(removed ? { removed: step(removed) } : {}),
  };
}

function channelRow(name: string): Row {
  const program = (channels as Record<string, Stages<AppArgs["channelCredentials"]>>)[name];
  const wire = wireChannels[name];
  const step = (at: keyof Row): Step => ({
    args: { displayName: name, channelCredentials: program?.[at] ?? [] },
    sent:
      at === "created"
        ? { query: "", body: { display_name: name, channel_credentials: wire?.created } }
        : { query: "update_mask=channel_credentials", body: { channel_credentials: wire?.[at] } },
  });
  return { created: step("created"), changed: step("changed"), removed: step("removed") };
}

const rows: ReadonlyMap<string, Row> = new Map([
  ...Object.keys(fields).map((name) => [name, fieldRow(name)] as const),
  ...Object.keys(channels).map((name) => [name, channelRow(name)] as const),
]);

describe("every field and every channel of the reference, through the engine,", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  const runs: Record<string, Run> = {};
  const sent: Record<string, Readonly<Record<string, readonly Sent[]>>> = {};

  /** Runs an operation, and keeps what it sent. */
  const run = async (name: string, operation: () => Promise<Run>): Promise<void> => {
    const ids = Object.entries(await test.apps()).map(([app, { id }]) => [id, app]);
    const before = fake.received.length;
    runs[name] = await operation();
    sent[name] = writesByApp(fake.received.slice(before), Object.fromEntries(ids));
  };
  const up = (stage: keyof Row) => (): Promise<Run> => {
    test.use(async () => {
      for (const [name, row] of rows) new App(name, (row[stage] ?? row.changed).args);
    });
    return test.up();
  };

  before(async () => {
    fake = await startFake();
    test = await TestStack.create(engine(), fakeEnvironment(fake));
    await run("created", up("created"));
    await run("changed", up("changed"));
    await run("refreshed", () => test.refresh());
    await run("again", up("changed"));
    await run("removed", up("removed"));
    await run("refreshed at last", () => test.refresh());
    await run("previewed", () => test.preview());
    await run("destroyed", () => test.destroy());
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  it("is taken, changed, removed and deleted @fields-and-channels", () => {
    for (const [name, { ok, output }] of Object.entries(runs)) assert.ok(ok, `${name}: ${output}`);
    assert.deepEqual(fake.apps(), []);
  });

  for (const [name, row] of rows) {
    it(`${name} is sent as the reference has it`, () => {
      for (const stage of ["created", "changed", "removed"] as const) {
        const step = row[stage];
        assert.deepEqual(sent[stage]?.[name] ?? [], step ? [step.sent] : [], stage);
      }
    });
  }

  it("is read back by a refresh without a change @fields-and-channels", () => {
    for (const name of ["refreshed", "refreshed at last"]) {
      assert.match(runs[name]?.output ?? "", new RegExp(`\\s${rows.size + 1} unchanged\\s`));
      assert.deepEqual([sent[name], runs[name]?.changes], [{}, {}]);
    }
  });

  it("leaves nothing to do for the same program", () => {
    for (const name of ["again", "previewed"]) {
      assert.deepEqual(runs[name]?.steps, Object.fromEntries([...rows.keys()].map((app) => [app, "same"])));
      assert.deepEqual(sent[name], {});
    }
  });
});

/** What was sent to create, update and delete, by the name of the app in the stack. */
function writesByApp(requests: readonly ReceivedRequest[], apps: Record<string, string>): Record<string, Sent[]> {
  const writes: Record<string, Sent[]> = {};
  for (const { operation, path, query, body } of requests) {
    if (!["create", "update", "delete"].includes(operation)) continue;
    const name = apps[path.split("/").at(-1) as string] ?? (body as { display_name: string }).display_name;
    writes[name] = [...(writes[name] ?? []), { query: decodeURIComponent(query), body }];
  }
  return writes;
}
