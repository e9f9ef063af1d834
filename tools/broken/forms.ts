import type { Variant } from "./variant";

/** A dynamic resource can become native, and both forms are treated alike. */
export const forms: readonly Variant[] = [
  {
    broken: "secrets are lost on the way from the native form",
    file: "provider/hosts/dynamic/native-state.ts",
    find: "secrets: this.#secretsOf(id, shown)",
    replace: "secrets: {}",
    spec: "unit/provider/hosts/dynamic/native-state",
    tests: "forms",
  },
  {
    broken: "the command line only knows the dynamic form",
    file: "cli/stack/forms.ts",
    find: "Object.values(FORMS).some((form) => type === form + name)",
    replace: "type === FORMS.dynamic + name",
    spec: "unit/cli/stack/forms",
    tests: "both-forms",
  },
  {
    broken: "a policy lets native apps pass",
    file: "policy/both-forms.ts",
    find: 'app: [App.__pulumiType, "sinch:conversation:App"]',
    replace: "app: [App.__pulumiType]",
    spec: "unit/policy/rules",
    tests: "both-forms",
  },
  {
    broken: "the package schema gives programs secrets to read",
    file: "tools/generate/package-schema/types.ts",
    find: ": node.writeOnly === true ||",
    replace: ":",
    spec: "tools/package-schema",
    tests: "plugin-package",
  },
];
