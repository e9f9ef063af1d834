import path from "node:path";
import { type Paint, printable } from "../terminal";
import type { ConfiguredSecret, Plan } from "./plan";
import { commandFor } from "./set-secrets";

/** What was done. */
export interface Done {
  readonly plan: Plan;
  /** The stack's name. */
  readonly stack: string;
  /** The program's file, as the user named it. */
  readonly file: string;
  /** Whether the file was there before. */
  readonly extended: boolean;
  /** Secrets that were set. */
  readonly set: readonly ConfiguredSecret[];
  /** Secrets with a value that the user sets. */
  readonly unset: readonly ConfiguredSecret[];
  /** Secrets that the configuration has already, with another value than the service. */
  readonly kept: readonly ConfiguredSecret[];
  /** Secrets that the service hides and the configuration lacks. */
  readonly hidden: readonly ConfiguredSecret[];
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;

/** What a user is told in the end. Holds no secret, and no name beside a command: whoever pastes it runs it. */
export function reportOf(
  { plan, stack, file, extended, set, unset, kept, hidden }: Done,
  { bold, yellow }: Paint,
): string {
  const commands = (secrets: readonly ConfiguredSecret[]): string[] => [
    ...secrets.map(({ key }) => `  ${commandFor(stack, key)}`),
    ...(secrets.some(({ isObject }) => isObject)
      ? ["Those that the program reads by requireSecretObject take JSON."]
      : []),
  ];
  const parts = [
    bold(`${file}: ${count(plan.declarations.length, "app")} ${extended ? "added" : "declared"}.`),
    set.length > 0 && `Stack ${stack}: ${count(set.length, "secret")} set in its configuration.`,
    unset.length > 0 && [`Set ${count(unset.length, "secret")}; each command asks for its value:`, ...commands(unset)],
    kept.length > 0 && [
      yellow(
        `Left as it is in the configuration, though the service has another value: ${count(kept.length, "secret")}. ` +
          "The next `pulumi up` sends what the configuration has.",
      ),
      ...kept.map(({ key }) => `  ${key}`),
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
    `Next: the program imports the file (\`import "./${path.basename(file).replace(/\.[cm]?ts$/, "")}";\`). Then \`pulumi preview --stack ${stack}\` names each app ` +
      "that is adopted and what that changes, `pulumi up` takes it over, and the adopt lines can be deleted.",
  ];
  return parts
    .filter((part) => part !== false)
    .map((part) => (typeof part === "string" ? part : part.join("\n")))
    .join("\n\n");
}

/** The secrets that the program asks for and the stack's configuration lacks, as a further part of what is told. */
export function stillMissing(stack: string, keys: readonly string[]): string[] {
  if (keys.length === 0) return [];
  const title = `Stack ${stack} lacks ${count(keys.length, "secret")} that the program asks for; each command asks for its value:`;
  return [[title, ...keys.map((key) => `  ${commandFor(stack, key)}`)].join("\n")];
}

const quoted = (name: string): string => JSON.stringify(printable(name.length > 60 ? `${name.slice(0, 60)}…` : name));
