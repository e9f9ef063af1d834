export { printable } from "../../provider/base/printable";
export { counted } from "./counted";
export { emit, type Format, type OutputFlags, type Page, pageFor } from "./output";
export { type Paint, paintFor, unpainted } from "./paint";
export { type Progress, showsProgress, withProgress } from "./progress";
export { tableOf } from "./table";
