import { quotedName, shellWord } from "../../provider/base/printable";
import { counted, type Paint, printable } from "../terminal";
import { DYNAMIC, type Module } from "./module";
import { type ConfiguredSecret, isNew, type Plan } from "./plan";
import type { RequiredSecret } from "./program";
import type { Sorted } from "./secrets";
import { commandFor } from "./set-secrets";

/** What was done. */
export interface Done extends Omit<Sorted, "shown"> {
  readonly plan: Plan;
  /** What is said where nothing is new. */
  readonly found: string;
  /** The stack's name. */
  readonly stack: string;
  /** What the user named: the commands that are told name it too. */
  readonly told: { readonly stack?: string; readonly cwd?: string };
  /** The program's file, as the user named it. */
  readonly file: string;
  /** What a file in the project's folder imports it by. */
  readonly specifier: string;
  /** What the file imports. */
  readonly module: Module;
  /** Whether the file was there before. */
  readonly extended: boolean;
  /** Secrets that were set. */
  readonly set: readonly ConfiguredSecret[];
  /** Secrets with a value that the user sets. */
  readonly unset: readonly ConfiguredSecret[];
}

/** What a user is told in the end. Holds no secret, and no name beside a command: whoever pastes it runs it. */
export function reportOf(done: Done, { bold, yellow }: Paint): string {
  const { plan, stack, file, extended, set, unset, kept, hidden, others } = done;
  const commands = (secrets: readonly RequiredSecret[]): string[] => [
    ...secrets.map(({ key }) => `  ${commandFor(stack, key, done.told.cwd)}`),
    ...(secrets.some(({ isObject }) => isObject)
      ? ["Those that the program reads by requireSecretObject take JSON."]
      : []),
  ];
  const up = `\`pulumi up${optionsOf(done)}\``;
  const parts = [
    isNew(plan) ? bold(`${file}: ${inWords(plan)} ${extended ? "added" : "declared"}.`) : done.found,
    set.length > 0 && `Stack ${stack}: ${counted(set.length, "secret")} set in its configuration.`,
    unset.length > 0 && [
      `Set ${counted(unset.length, "secret")}; each command asks for its value:`,
      ...commands(unset),
    ],
    kept.length > 0 && [
      yellow(`${counted(kept.length, "secret")} of stack ${stack} kept, although the service has other values:`),
      ...kept.map(({ key }) => `  ${printable(key)}`),
      `The next ${up} sends the stack's value to the service.`,
    ],
    hidden.length > 0 && [
      yellow(`The service hides ${counted(hidden.length, "secret")}. Set each to the value that the channel has:`),
      ...commands(hidden),
      `The next ${up} sends them, whole lists of channels at once. One that you don't have and that isn't required, such as`,
      "a callbackSecret, can be deleted from the program: the service keeps it, but those channels can't change until the program sets it.",
    ],
    others.length > 0 && [
      `The program asks for ${counted(others.length, "more secret")} that stack ${stack} lacks; each command asks for its value:`,
      ...commands(others),
    ],
    plan.left.length > 0 && [
      "Left to the service, because this version of the package can't set it:",
      ...plan.left.map(
        ({ displayName, id, paths }) => `  ${quotedName(displayName, 60)} (${id}): ${paths.map(printable).join(", ")}`,
      ),
    ],
    (isNew(plan) || set.length > 0) && nextOf(done),
  ];
  return parts
    .filter((part) => part !== false)
    .map((part) => (typeof part === "string" ? part : part.join("\n")))
    .join("\n\n");
}

/** `2 apps with 3 webhooks, 1 webhook of managed apps`. */
function inWords({ declarations, webhooks }: Plan): string {
  const beside = declarations.flatMap((app) => app.webhooks ?? []).length;
  return [
    ...(declarations.length > 0
      ? [counted(declarations.length, "app") + (beside > 0 ? ` with ${counted(beside, "webhook")}` : "")]
      : []),
    ...(webhooks.length > 0 ? [`${counted(webhooks.length, "webhook")} of managed apps`] : []),
  ].join(", ");
}

function nextOf(done: Done): string {
  const { plan, file, specifier, module, extended, unset, hidden, others } = done;
  const on = optionsOf(done);
  const steps = [
    ...(unset.length + hidden.length + others.length > 0 ? ["set the secrets above"] : []),
    ...(module === DYNAMIC || extended ? [] : ["say in Pulumi.yaml where the plugin is (docs/native.md)"]),
    `import ${file} from the program's main file unless it does already (\`import "${specifier}";\`, in an ES module \`import "${specifier}.js";\`)`,
  ];
  const first = `${steps.join(", ")}. Then `;
  if (!isNew(plan)) return `Next: ${first}\`pulumi preview${on}\`.`;
  return (
    `Next: ${first}\`pulumi preview${on}\` names what is adopted and what that changes, \`pulumi up${on}\` adopts it. ` +
    `Then you can delete the adopt lines in ${file}.`
  );
}

/** What commands need, so that they mean the stack and the project that were named. */
const optionsOf = ({ told }: Done): string =>
  (["stack", "cwd"] as const)
    .map((name) => (told[name] === undefined ? "" : ` --${name} ${shellWord(told[name])}`))
    .join("");
