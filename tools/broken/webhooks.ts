import type { Variant } from "./variant";

const ONCE = { spec: "integration/provider/resources/webhook", tests: "webhook-once" };

const PROMOTION = { spec: "unit/cli/promote/plan/webhook-findings", tests: "promotion-gates" };

/** Variants that break webhooks. */
export const webhooks: readonly Variant[] = [
  {
    broken: "a refusal caused by the provider's own first attempt is blamed on another resource",
    file: "provider/lifecycle/creation/create-once.ts",
    find: "if (isDuplicate(type, error, collection.path(at)))",
    replace: "if (isDuplicate(type, error, ''))",
    ...ONCE,
  },
  {
    broken: "a webhook without a target type is left to the service's default",
    file: "provider/lifecycle/check.ts",
    find: 'if (node["x-sent-default"] !== undefined)',
    replace: "if (node.title === field)",
    ...ONCE,
  },
  {
    broken: "a replacement with the same target isn't deleted first",
    file: "provider/lifecycle/diff.ts",
    find: "return unique && keepsIdentity ? { deleteBeforeReplace: true } : {};",
    replace: "return {};",
    ...ONCE,
  },
  {
    broken: "a different order of triggers is a change",
    file: "provider/model/leaves.ts",
    find: "return [...new Set(names)].sort();",
    replace: "return names;",
    spec: "integration/provider/resources/webhook-convergence",
    tests: "random-webhooks",
  },
  {
    broken: "drift misses the changes of a webhook",
    file: "cli/drift/webhooks.ts",
    find: "[...movedTo(appId, live), ...changesOf(webhook, live)]",
    replace: "movedTo(appId, live)",
    spec: "integration/cli/drift/webhooks",
    tests: "drift-webhooks",
  },
  {
    broken: "an import writes a webhook's secret into the program",
    file: "cli/import/webhooks.ts",
    find: "if (webhookType.isSecret(path)) return secretOf(path, shown);",
    replace: "",
    spec: "integration/cli/import-webhooks",
    tests: "import-webhooks",
  },
  {
    broken: "a webhook with the source's target is promoted",
    file: "cli/resources/resource-facts.ts",
    find: 'return type.definition.unique ? "identity" : "name";',
    replace: 'return "name";',
    ...PROMOTION,
  },
  {
    broken: "a promotion deletes a webhook without asking",
    file: "cli/promote/plan/webhook-findings.ts",
    find: 'action === "delete" && app !== "delete"',
    replace: 'action === "delete" && app === "create"',
    ...PROMOTION,
  },
  {
    broken: "a webhook's secret that isn't a text is dropped",
    file: "provider/lifecycle/check.ts",
    find: "type.isSecret([field]) ? whole : several",
    replace: 'typeof whole === "string" ? whole : several',
    spec: "integration/provider/resources/webhook",
    tests: "webhook-once",
  },
];
