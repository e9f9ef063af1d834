export { markdownOf } from "./markdown";
export * from "./model";
export { rendered } from "./rendered";
export { textOf } from "./text";
export { HIDDEN, plain, SECRET, UNKNOWN_YET } from "./values";
