import "./assert-packages";

export { type Channel, type CheckedApp, channelsOf, type Partly } from "./app";
export type { Keys, Scope } from "./configuration";
export { type Context, policyOf, type Rule, webhookPolicyOf } from "./rule";
export * from "./rules";
export type { Violation } from "./violation";
export type { CheckedWebhook } from "./webhook";
