import assert from "node:assert/strict";
import { WriteStream } from "node:tty";
import { asReport } from "../../../../cli/drift/as-report";
import type { Comparison } from "../../../../cli/drift/compare";
import { judge } from "../../../../cli/drift/judge";
import type { AppReport, ChangeReport, DriftReport, StackReport } from "../../../../cli/drift/report";
import { LONGEST } from "../../../../cli/report/markdown";
import { paintFor, unpainted } from "../../../../cli/terminal";
import { markdownOf, textOf } from "../../../engine/cli/drift-pages";

const change = (value: unknown, field = "displayName"): ChangeReport => ({
  kind: "changed",
  path: field,
  field,
  deployed: "Support",
  actual: value,
});
const app = (index: number, more: Partial<AppReport> = {}): AppReport => ({
  name: `app-${index}`,
  urn: `urn:pulumi:dev::team::T::app-${index}`,
  id: `A${index}`,
  projectId: "P",
  region: "us",
  status: "changed",
  changes: [change("By hand")],
  health: [],
  ...more,
});
const stack = (name: string, apps: AppReport[], more: Partial<StackReport> = {}): StackReport => ({
  name,
  project: "team",
  apps,
  pendingOperations: [],
  ...more,
});
const reportOf = (stacks: StackReport[], places: Comparison["places"] = []): DriftReport =>
  judge({ stacks, places }, { failOn: ["drift", "missing"], since: false });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe("markdownOf", () => {
  const long = "x".repeat(20_000);
  const reports: Record<string, DriftReport> = {
    "many apps": reportOf([
      stack(
        "dev",
        many(5_000, (index) => app(index)),
      ),
    ]),
    "many stacks": reportOf(many(2_000, (index) => stack(`stack-${index}`, [app(index)]))),
    "long values": reportOf([
      stack(
        "dev",
        many(500, (index) => app(index, { changes: many(10, () => change(long)) })),
      ),
    ]),
    "long reasons": reportOf([
      stack(
        "dev",
        many(500, (index) => app(index, { health: [{ channel: "SMS", status: "FAILING", reason: long }] })),
      ),
    ]),
    "many problems": reportOf(
      many(2_000, (index) => stack(`stack-${index}`, [], { error: `stack-${index}: ${long}` })),
    ),
    "many unmanaged": reportOf(
      [],
      [
        {
          projectId: "P",
          region: "us",
          apps: 5_000,
          managed: 0,
          unmanaged: many(5_000, (index) => ({ id: `A${index}`, displayName: long, channels: ["SMS"] })),
        },
      ],
    ),
    "one app with very many changes": reportOf([
      stack("dev", [app(1, { changes: many(5_000, (index) => change("y", `field${index}`)) }), app(2)]),
    ]),
  };
  for (const [title, report] of Object.entries(reports)) {
    it(`never exceeds the limit: ${title} @drift-report`, () => {
      const markdown = markdownOf(report);
      assert.ok(markdown.length < LONGEST, String(markdown.length));
      assert.equal(markdown.match(/<details( open)?>/g)?.length ?? 0, markdown.match(/<\/details>/g)?.length ?? 0);
      assert.equal((markdown.match(/^```/gm)?.length ?? 0) % 2, 0);
    });
  }

  it("says how many apps it omits, and includes the others", () => {
    const markdown = markdownOf(reports["many apps"] as DriftReport);
    const shown = markdown.match(/^\| `app-\d+`/gm)?.length ?? 0;
    const leftOut = Number(/\*\*(\d+) apps left out here\*\*/.exec(markdown)?.[1]);
    assert.equal(shown + leftOut, 5_000);
    assert.ok(shown > 500);
    assert.match(markdown, /### Drift: 5000 changed, of 5000 apps in 1 stack\n/);
    assert.match(markdown, /pulumi up --refresh --stack dev\n```\n\n<\/details>\n$/);
  });

  it("opens a stack of ten rows or fewer, and folds all commands into one section", () => {
    const few = markdownOf(
      reportOf([
        stack(
          "dev",
          many(10, (index) => app(index)),
        ),
        stack("prod", [app(1)]),
      ]),
    );
    assert.equal(few.match(/<details open>/g)?.length, 2);
    assert.match(few, /<details>\n<summary>What to run: \d+ commands<\/summary>\n\n[^<]*<\/details>\n$/);
    assert.match(
      markdownOf(
        reportOf([
          stack(
            "dev",
            many(11, (index) => app(index)),
          ),
        ]),
      ),
      /<details>\n<summary>stack dev/,
    );
  });

  it("says if whole stacks are omitted", () => {
    assert.match(markdownOf(reports["many problems"] as DriftReport), /parts are left out here/);
  });

  it("returns the same for the same findings, without a time", () => {
    const report = reports["many stacks"] as DriftReport;
    assert.equal(markdownOf(report), markdownOf(JSON.parse(JSON.stringify(report)) as DriftReport));
    assert.doesNotMatch(markdownOf(report), /20\d\d-\d\d|\d\d:\d\d/);
  });

  it("escapes the service's values, so that none becomes a link, a mention, HTML or another cell", () => {
    const odd = "@all | [x](http://evil) `code` <b>bold</b> #1\n\u202e";
    const line = markdownOf(reportOf([stack("dev", [app(1, { changes: [change(odd)] })])]))
      .split("\n")
      .find((text) => text.startsWith("| `app-1`"));
    assert.equal(
      line,
      '| `app-1` | `displayName` | `"Support"` | ``"@all \\| [x](http://evil) `code` <b>bold</b> #1\\n\ufffd"`` |',
    );
  });
});

describe("textOf (drift)", () => {
  const report = reportOf([
    stack("dev", [
      app(1, { changes: [change("a rather long name ".repeat(10))] }),
      app(2, {
        status: "in-sync",
        changes: [],
        health: [{ channel: "SMS", status: "FAILING", reason: "\u001b[31mno\u0007" }],
      }),
    ]),
  ]);

  it("fits its layout to wide and narrow terminals", () => {
    for (const width of [60, 100, 200]) {
      const rows = textOf(report, { paint: unpainted, width })
        .split("\n")
        .filter((line) => line.startsWith("      "));
      assert.ok(rows.length > 2);
      for (const line of rows) assert.ok(line.length <= width, line);
    }
  });

  it("prevents the service's values from moving the cursor", () => {
    const text = textOf(report, { paint: unpainted, width: undefined });
    assert.match(text, /failing SMS: \ufffd\[31mno\ufffd/);
    const unmanaged = [{ id: "A\u001b[2J", displayName: "x", channels: [] }];
    const strangers = reportOf([], [{ projectId: "P", region: "us", apps: 1, managed: 0, unmanaged }]);
    assert.match(textOf(strangers, { paint: unpainted, width: undefined }), /set adopt: "A\ufffd\[2J"/);
  });

  it("names each app once, including one in sync whose channel fails", () => {
    const quiet: Partial<AppReport> = { status: "in-sync", changes: [] };
    const health: AppReport["health"] = [{ channel: "SMS", status: "FAILING" }];
    const both = reportOf([stack("dev", [app(1, { ...quiet, name: "a::b", health }), app(2, quiet)])]);
    const lines = textOf(both, { paint: unpainted, width: undefined }).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.startsWith("  ")),
      ["  1 channel failing", "  in sync a::b A1", "      failing SMS", "  in sync app-2"],
    );
  });

  it("uses colours only if requested", () => {
    // As a terminal tells its depth: NO_COLOR makes it 1.
    const stream = (isTTY: boolean, env: NodeJS.ProcessEnv = {}) =>
      Object.assign(Object.create(process.stdout), {
        isTTY,
        getColorDepth: () => WriteStream.prototype.getColorDepth.call(process.stdout, { TERM: "xterm", ...env }),
      }) as NodeJS.WriteStream;
    const { FORCE_COLOR } = process.env;
    delete process.env.FORCE_COLOR;
    try {
      assert.equal(paintFor(stream(true)).red("x"), "\u001b[31mx\u001b[39m");
      assert.equal(paintFor(stream(false)).red("x"), "x");
      assert.equal(paintFor(stream(true, { NO_COLOR: "1" })).red("x"), "x");
    } finally {
      if (FORCE_COLOR !== undefined) process.env.FORCE_COLOR = FORCE_COLOR;
    }
  });
});

describe("the model of a drift report", () => {
  it("contains no value of a secret, whatever the report says", () => {
    const { sections } = asReport(
      reportOf([
        stack("dev", [app(1, { changes: [{ ...change("canary-new"), deployed: "canary-old", secret: true }] })]),
      ]),
    );
    assert.doesNotMatch(JSON.stringify(sections), /canary/);
    assert.match(JSON.stringify(sections), /"before":\{"kind":"secret"\},"after":\{"kind":"secret"\}/);
  });
});

describe("an unreadable project in a drift report", () => {
  const unread = (count: number): DriftReport =>
    reportOf(
      [
        stack("dev", [
          ...many(count, (index) => app(index, { status: "unreadable", error: "no key", changes: [] })),
          app(99, { region: "eu" }),
        ]),
      ],
      [{ projectId: "P", region: "us", error: "no key" }],
    );
  const shown = (report: DriftReport): string[] => [
    markdownOf(report),
    textOf(report, { paint: unpainted, width: undefined }),
  ];

  it("shows its reason first and once, and only the number of its apps if there are many", () => {
    for (const text of shown(unread(300))) {
      assert.equal(text.match(/no key/g)?.length, 1);
      assert.ok(text.indexOf("project P, region us: no key") < text.indexOf("stack dev"));
      assert.doesNotMatch(text, /app-[89]\b/);
      assert.match(text, /\| 300 apps \| could not be read \||\n {2}unreadable app-0, .*app-7 and 292 more\n/);
      assert.match(text, /app-99/);
    }
  });

  it("lists its apps by name if there are few", () => {
    for (const text of shown(unread(5)))
      for (let index = 0; index < 5; index += 1) assert.ok(text.includes(`app-${index}`));
  });
});

describe("the next steps of a drift report", () => {
  const gone = (index: number): AppReport => app(index, { status: "missing", changes: [], projectId: "Q" });
  const commandsOf = (report: DriftReport): string[] => report.next.flatMap(({ commands }) => commands);

  it("suggest only to check the settings if all apps are gone, and the rest for other stacks", () => {
    const report = reportOf([stack("a", [gone(1), gone(2)]), stack("b", [app(3)])]);
    assert.deepEqual(commandsOf(report), [
      "npx --no-install sinch-apps doctor --stack a",
      "pulumi refresh --stack b",
      "pulumi up --refresh --stack b",
    ]);
  });

  it("suggest to import apps that no stack manages", () => {
    const unmanaged = [{ id: "A1", displayName: "Sales", channels: [] }];
    const place = { projectId: "P", region: "us", apps: 1, managed: 0, unmanaged };
    const report = reportOf([], [place]);
    assert.deepEqual(commandsOf(report), ["npx --no-install sinch-apps import"]);
    assert.deepEqual(commandsOf(reportOf([stack("dev", [])], [place])), [
      "npx --no-install sinch-apps import --stack dev",
    ]);
    assert.match(report.next[0]?.why ?? "", /set adopt: "A1" on an App of your program$/);
  });
});

describe("judge", () => {
  const missing = (index: number): AppReport => app(index, { status: "missing", changes: [] });
  const codes: [title: string, report: DriftReport, code: number][] = [
    ["nothing is there", reportOf([]), 0],
    ["one app was deleted, the only one of its project", reportOf([stack("dev", [missing(1)])]), 2],
    [
      "all apps of a project are gone, over two stacks",
      reportOf([stack("a", [missing(1)]), stack("b", [missing(2)])]),
      1,
    ],
    [
      "all apps of one region are gone",
      reportOf([stack("a", [app(1), ...[2, 3].map((index) => ({ ...missing(index), region: "eu" }))])]),
      1,
    ],
    ["some are gone", reportOf([stack("a", [missing(1), missing(2), app(3)])]), 2],
    ["a stack is unreadable and another drifted", reportOf([stack("a", [app(1)]), stack("b", [], { error: "x" })]), 1],
    [
      "only a channel fails, which doesn't count",
      reportOf([
        stack("a", [app(1, { status: "in-sync", changes: [], health: [{ channel: "SMS", status: "FAILING" }] })]),
      ]),
      0,
    ],
  ];
  for (const [title, report, code] of codes) {
    it(`returns ${code} if ${title}`, () => assert.equal(report.exitCode, code));
  }
});
