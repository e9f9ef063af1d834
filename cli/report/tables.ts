import type { Cell, ChangesPart } from "./model";

/** A table before it is text or Markdown. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly ofResources?: true | undefined;
}

/** The changes of an app as a table. */
export const changesTable = ({ stack, elsewhere, changes }: ChangesPart): Table => ({
  columns: ["field", elsewhere, `${stack} now`, `${stack} after`, ""],
  rows: changes.map(({ field, elsewhere: there, before, after, label }) => [field, there, before, after, label]),
});
