import { counted } from "../../terminal";
import type { AppEntry, AppsPart, Change, UnmanagedPart } from "../model";
import { changeInWords } from "../values";
import { tableHtml } from "./table";
import { type Html, html } from "./template";

/** A value on the page; a JSON report has all of it. */
const LONGEST_VALUE = 300;
/** Fields of an app that are shown at once. */
const FEW = 10;

/** The apps of a stack, each folded; those with much at stake and few fields are open. */
export const appsHtml = ({ apps, interrupted }: AppsPart): Html[] => [
  ...apps.map(entryHtml),
  ...interrupted.map(
    ({ operation, name }) =>
      html`<p><span class="mark warning">interrupted</span> ${operation} <strong>${name}</strong></p>`,
  ),
];

/** What the filters know an app by. */
export const statusOf = ({ status, channels }: AppEntry): string =>
  status === "in sync" && channels.length > 0 ? "channels" : status;

function entryHtml(app: AppEntry): Html {
  const { name, displayName, id, status, severity, changes, channels, known } = app;
  const shown = displayName === undefined || displayName === name ? "" : displayName;
  const isBad = severity === "bad" || changes.some((change) => change.severity === "bad");
  const details = changes.length + channels.length;
  return html`<details data-row="${statusOf(app)}"${details > 0 && details <= FEW ? html` open` : ""}>
<summary><span class="name">${name}</span> <span class="dim">${shown}</span> <span class="badge ${isBad ? "bad" : severity}">${status}${knownMark(known)}</span></summary>
<div class="body"><p class="id">${id}</p>
${
  changes.length > 0
    ? tableHtml(
        `fields of ${name}`,
        { columns: ["field", "deployed", "now"], rows: changes.map(changeCells) },
        changes.map((one) => one.severity),
      )
    : ""
}
${channels.length > 0 ? html`<ul class="list">${channels.map((one) => html`<li><span class="mark ${one.severity}">${one.status}</span> <strong>${one.channel}</strong>${one.reason ? `: ${one.reason}` : ""}${knownMark(one.known)}</li>`)}</ul>` : ""}
</div></details>`;
}

function changeCells(change: Change): string[] {
  const words = changeInWords(change, LONGEST_VALUE);
  const field = `${change.field}${knownMark(change.known)}`;
  if (typeof words === "string") return [field, "", words];
  return [`${field}${change.kind === "reordered" ? " (order)" : ""}`, words.before, words.after];
}

const knownMark = (known: true | undefined): string => (known ? " (known)" : "");

export const unmanagedHtml = ({ apps }: UnmanagedPart): Html =>
  tableHtml(counted(apps.length, "unmanaged app"), {
    columns: ["name", "id", "channels"],
    rows: apps.map(({ id, displayName, channels, known }) => [
      `${displayName}${knownMark(known)}`,
      id,
      channels.join(", "),
    ]),
  });
