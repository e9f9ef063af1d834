import { counted, printable } from "../terminal";
import type { AppReport, DriftReport, PlaceReport, StackReport } from "./report";
import { changeInWords, countsOfAll, countsOfStack, cut, MOST_UNREADABLE, sideNotes, verdictOf } from "./words";

/** What GitHub takes as a comment or an issue, in characters; GitLab takes more. */
export const LONGEST = 65_536;

/** By this a comment or an issue is found again. */
const MARKER = "<!-- sinch-apps drift -->";

const LONGEST_VALUE = 120;
const LONGEST_LINE = 600;
/** Problems, and commands of one step, that are shown. */
const MOST_LINES = 20;

/**
 * The report as a comment or an issue: always the same for the same findings, and never too long. Where it would be,
 * whole apps are left out, and their number is said.
 */
export function markdownOf(report: DriftReport): string {
  const title = [
    MARKER,
    `### ${verdictOf(report)}: ${countsOfAll(report)}`,
    "",
    ...sideNotes(report).map((note) => `- ${note}`),
    "",
  ];
  const head = [...title, ...problems(report)];
  const tail = next(report);
  const parts = [...report.stacks.map(stackPart), ...report.places.map(unmanagedPart)].filter(
    (part): part is Part => part !== undefined,
  );
  // What is left for the parts, with room for the line that says how much was left out.
  const room = LONGEST - [...head, ...tail].join("\n").length - 500;
  return [...head, ...fitted(parts, room), ...tail].join("\n");
}

/** A folded part: its rows may be left out from the end. */
interface Part {
  readonly head: readonly string[];
  /** The rows of each app, which are never torn apart. */
  readonly apps: readonly (readonly string[])[];
  readonly tail: readonly string[];
}

function fitted(parts: readonly Part[], room: number): string[] {
  const lines: string[] = [];
  let left = room;
  let leftOut = 0;
  const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length + 1, 0);
  for (const { head, apps, tail } of parts) {
    const frame = lengthOf(head) + lengthOf(tail);
    const first = lengthOf(apps[0] ?? []);
    if (leftOut > 0 || frame + first > left) {
      leftOut += apps.length;
      continue;
    }
    left -= frame;
    lines.push(...head);
    for (const rows of apps) {
      const length = lengthOf(rows);
      if (leftOut > 0 || length > left) {
        leftOut += 1;
        continue;
      }
      left -= length;
      lines.push(...rows);
    }
    lines.push(...tail);
  }
  if (leftOut > 0)
    lines.push(
      `**${counted(leftOut, "app")} left out here**, so that this isn't too long: \`--format json\` has all.`,
      "",
    );
  return lines;
}

function stackPart(stack: StackReport): Part | undefined {
  const apps = stack.apps.filter(({ status, health }) => status !== "in-sync" || health.length > 0);
  if (stack.error === undefined && apps.length === 0 && stack.pendingOperations.length === 0) return undefined;
  const what = stack.error === undefined ? countsOfStack(stack) : "could not be read";
  const unreadable = apps.filter(({ status }) => status === "unreadable").length;
  const isMany = unreadable > MOST_UNREADABLE;
  return folded(
    `stack ${html(stack.name)}: ${what}`,
    ["| app | what | deployed | now |", "| --- | --- | --- | --- |"],
    [
      ...(isMany ? [[row(counted(unreadable, "app"), "could not be read")]] : []),
      ...apps.filter(({ status }) => !isMany || status !== "unreadable").map(rowsOf),
      ...stack.pendingOperations.map(({ type, urn }) => [
        row(code(urn.split("::").at(-1) ?? urn), `interrupted ${type}`),
      ]),
    ],
  );
}

function rowsOf(app: AppReport): string[] {
  const name = `${code(app.name)}${app.displayName === undefined || app.displayName === app.name ? "" : ` ${code(app.displayName)}`}`;
  const known = ({ known: isKnown }: { readonly known?: true }): string => (isKnown ? " (known)" : "");
  const rows = app.changes.map((change) => {
    const words = changeInWords(change, LONGEST_VALUE);
    const what = `${code(change.field)}${known(change)}`;
    if (typeof words === "string") return row(name, `${what} ${words}`);
    const order = change.kind === "reordered" ? " reordered" : "";
    return row(name, `${what}${order}`, codeOr(words.deployed), codeOr(words.actual));
  });
  const health = app.health.map(({ channel, status, reason, ...one }) =>
    row(
      name,
      `${code(channel)} ${status === "FAILING" ? "failing" : "pending"}${known(one)}`,
      "",
      reason ? code(reason) : "",
    ),
  );
  const whole =
    app.status === "missing"
      ? [row(name, `missing${known(app)}`, code(app.id), "")]
      : app.status === "unreadable"
        ? [row(name, "could not be read")]
        : [];
  return [...whole, ...rows, ...health];
}

function unmanagedPart({ projectId, region, unmanaged = [] }: PlaceReport): Part | undefined {
  if (unmanaged.length === 0) return undefined;
  return folded(
    `project ${html(projectId)}, region ${region}: ${unmanaged.length} unmanaged`,
    ["| id | name | channels |", "| --- | --- | --- |"],
    unmanaged.map(({ id, displayName, channels, known }) => [
      `| ${code(id)} | ${code(displayName)}${known ? " (known)" : ""} | ${channels.map((key) => code(key)).join(" ")} |`,
    ]),
  );
}

function folded(title: string, header: readonly string[], apps: readonly (readonly string[])[]): Part {
  return {
    head: ["<details>", `<summary>${title}</summary>`, "", ...(apps.length > 0 ? header : [])],
    apps,
    tail: ["", "</details>", ""],
  };
}

const row = (name: string, what: string, deployed = "", actual = ""): string =>
  `| ${name} | ${what} | ${deployed} | ${actual} |`;

function problems({ problems: all }: DriftReport): string[] {
  if (all.length === 0) return [];
  const rest = all.length - MOST_LINES;
  return [
    "**Could not tell:**",
    "",
    ...all.slice(0, MOST_LINES).map((problem) => `- ${code(problem, LONGEST_LINE)}`),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    "",
  ];
}

function next({ next: steps }: DriftReport): string[] {
  return steps.flatMap(({ why, commands }) => [
    `${cut(printable(why), LONGEST_LINE)}${commands.length > 0 ? ":" : ""}`,
    "",
    ...(commands.length > 0
      ? ["```sh", ...commands.slice(0, MOST_LINES).map((line) => cut(printable(line), LONGEST_LINE)), "```", ""]
      : []),
  ]);
}

/** Text as code: nothing in it is a link, a mention, HTML or a border of the table. */
function code(text: string, length = LONGEST_VALUE): string {
  const shown = cut(printable(text), length).replaceAll("|", "\\|");
  if (shown === "") return "";
  const fence = "`".repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1);
  const space = /^[`\s]|[`\s]$/.test(shown) ? " " : "";
  return `${fence}${space}${shown}${space}${fence}`;
}

const codeOr = (text: string): string => (text === "not set" ? "not set" : code(text));

const html = (text: string): string =>
  cut(printable(text), LONGEST_VALUE).replace(
    /[&<>]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign,
  );
