export { markdownOf } from "./markdown";
export * from "./model";
export { textOf } from "./text";
export { HIDDEN, plain, SECRET, UNKNOWN_YET } from "./values";
