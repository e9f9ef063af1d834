export { desiredOf, FORMS, isTypeOf } from "./forms";
export { shortName } from "./names";
export { type StackFlags, type StacksFlags, stackFrom, stacksFrom } from "./options";
export { Pulumi } from "./pulumi";
export type { PropertyPath } from "./secret-values";
export { type SelectedStack, selectStacks } from "./select";
export { CLEAR_PENDING, type StackApp, type StackContents } from "./stack";
