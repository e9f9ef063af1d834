export { type Checked, check, type HostProblems } from "./check";
export { type Context, createContext } from "./context";
export { create } from "./create";
export type { Adoption } from "./creation/preview";
export { remove } from "./delete";
export { type Difference, diff } from "./diff";
export { assertSendable } from "./foreseen";
export { read } from "./read";
export { update } from "./update";
