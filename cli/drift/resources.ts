import type { AppReport, StackReport, WebhookReport } from "./report";

/** The apps and webhooks of a stack. */
export const resourcesOf = ({ apps, webhooks = [] }: StackReport): readonly (AppReport | WebhookReport)[] => [
  ...apps,
  ...webhooks,
];
