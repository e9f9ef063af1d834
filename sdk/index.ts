export { App, type AppArgs, type AppLookup } from "./app";
export type { DeepInput, DeepInputs } from "./inputs";
export type * as input from "./types/input";
export type * as output from "./types/output";
