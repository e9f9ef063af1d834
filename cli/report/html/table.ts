import type { Cell, Severity } from "../model";
import type { Table } from "../tables";
import { bare } from "../values";
import { type Html, html } from "./template";

/** A table with its first column as the head of each row. One that is too wide scrolls, also by keys. */
export const tableHtml = (
  label: string,
  { columns, rows, ofResources }: Table,
  severities: readonly (Severity | undefined)[] = [],
): Html =>
  html`<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table role="table">
<thead role="rowgroup"><tr role="row">${columns.map(headHtml)}</tr></thead>
<tbody role="rowgroup">${rows.map((row, index) => rowHtml(row, { columns, isBad: severities[index] === "bad", ofResources }))}</tbody>
</table></div>`;

const headHtml = (column: string): Html =>
  column === "" ? html`<td role="cell"></td>` : html`<th role="columnheader" scope="col">${column}</th>`;

interface About {
  readonly columns: readonly string[];
  readonly isBad: boolean;
  readonly ofResources: true | undefined;
}

/** On a phone a row is a block, in which each cell says its column: what roles are written for. */
function rowHtml([first = "", ...cells]: readonly Cell[], { columns, isBad, ofResources }: About): Html {
  const label = (index: number): Html | string => (columns[index] ? html` data-label="${columns[index]}"` : "");
  return html`<tr role="row"${isBad ? html` class="bad"` : ""}${ofResources ? html` data-row=""` : ""}><th role="rowheader" scope="row">${cellHtml(first)}</th>${cells.map((cell, index) => html`<td role="cell"${cell === "" ? "" : label(index + 1)}>${cellHtml(cell)}</td>`)}</tr>`;
}

const cellHtml = (cell: Cell): Html | string =>
  typeof cell === "object" && cell.kind === "mark"
    ? html`<span class="mark ${cell.severity}">${cell.text}</span>`
    : bare(cell);
