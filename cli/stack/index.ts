export { addStackOptions, type StackFlags, stacksFrom } from "./options";
export { Pulumi, type PulumiOptions } from "./pulumi";
export type { PropertyPath } from "./secret-values";
export { passphrasesFrom, type SelectedStack, type StackSelection, selectStacks } from "./select";
export {
  APP_TYPE,
  type Deployment,
  type PendingOperation,
  type Resource,
  type StackApp,
  type StackContents,
} from "./stack";
