import { type Paint, printable } from "../terminal";
import type { ConfiguredSecret, Plan } from "./plan";
import type { RequiredSecret } from "./program";
import { commandFor } from "./set-secrets";

/** What was done. */
export interface Done {
  readonly plan: Plan;
  /** What is said where nothing is new. */
  readonly found: string;
  /** The stack's name. */
  readonly stack: string;
  /** The stack as the user named it. */
  readonly stackFlag: string | undefined;
  /** The program's file, as the user named it. */
  readonly file: string;
  /** What the program's main file has yet to import. */
  readonly toImport: string | undefined;
  /** Whether the file was there before. */
  readonly extended: boolean;
  /** Secrets that were set. */
  readonly set: readonly ConfiguredSecret[];
  /** Secrets with a value that the user sets. */
  readonly unset: readonly ConfiguredSecret[];
  /** Secrets whose value in the configuration is another than the service's. */
  readonly kept: readonly ConfiguredSecret[];
  /** Secrets that the service hides and the configuration lacks. */
  readonly hidden: readonly RequiredSecret[];
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;

/** What a user is told in the end. Holds no secret, and no name beside a command: whoever pastes it runs it. */
export function reportOf(done: Done, { bold, yellow }: Paint): string {
  const { plan, stack, file, extended, set, unset, kept, hidden } = done;
  const commands = (secrets: readonly RequiredSecret[]): string[] => [
    ...secrets.map(({ key }) => `  ${commandFor(stack, key)}`),
    ...(secrets.some(({ isObject }) => isObject)
      ? ["Those that the program reads by requireSecretObject take JSON."]
      : []),
  ];
  const parts = [
    plan.declarations.length === 0
      ? done.found
      : bold(`${file}: ${count(plan.declarations.length, "app")} ${extended ? "added" : "declared"}.`),
    set.length > 0 && `Stack ${stack}: ${count(set.length, "secret")} set in its configuration.`,
    unset.length > 0 && [`Set ${count(unset.length, "secret")}; each command asks for its value:`, ...commands(unset)],
    kept.length > 0 && [
      yellow(`${count(kept.length, "secret")} of stack ${stack} with another value than the service has:`),
      ...kept.map(({ key }) => `  ${key} is set already: left as it is`),
      "The next `pulumi up` sends the stack's value to the service, where it differs.",
    ],
    hidden.length > 0 && [
      yellow(`The service hides ${count(hidden.length, "secret")}. Set each to the value that the channel has:`),
      ...commands(hidden),
      "The next `pulumi up` sends them, whole lists of channels at once. One that you don't have and that isn't required, such as",
      "a callbackSecret, can be deleted from the program: it stays as it is, but those channels can't be sent until it is stated.",
    ],
    plan.left.length > 0 && [
      "Left to the service, because this version of the package doesn't know it:",
      ...plan.left.map(
        ({ displayName, id, paths }) => `  ${quoted(displayName)} (${id}): ${paths.map(printable).join(", ")}`,
      ),
    ],
    (plan.declarations.length > 0 || set.length > 0) && nextOf(done),
  ];
  return parts
    .filter((part) => part !== false)
    .map((part) => (typeof part === "string" ? part : part.join("\n")))
    .join("\n\n");
}

function nextOf({ plan, file, toImport, stackFlag }: Done): string {
  const on = stackFlag === undefined ? "" : ` --stack ${stackFlag}`;
  const first = toImport === undefined ? "" : `put \`import ${JSON.stringify(toImport)};\` into index.ts. Then `;
  if (plan.declarations.length === 0) return `Next: ${first}\`pulumi preview${on}\`.`;
  return `Next: ${first}\`pulumi preview${on}\` names each app that is adopted, \`pulumi up${on}\` takes it over. Then the adopt lines in ${file} can be deleted.`;
}

const quoted = (name: string): string => JSON.stringify(printable(name.length > 60 ? `${name.slice(0, 60)}…` : name));
