export { printable } from "../../provider/printable";
export { addOutputOptions, emit, FORMATS, type Format, type OutputFlags, type Page, pageFor } from "./output";
export { type Paint, paintFor, unpainted } from "./paint";
export { type Progress, withProgress } from "./progress";
export { type TableOptions, tableOf } from "./table";
