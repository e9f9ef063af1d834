import { readEarlier, withoutComments } from "./earlier-program";
import { commentOf, type Kept, keptIn } from "./kept";
import { DYNAMIC, type Module, moduleIn } from "./module";
import { code, type KeyOf, literal } from "./print";
import { OtherEntry, secretsIn, type Value } from "./value";

/** An app as it stands in a program. */
export interface Declaration {
  /** Name of the resource. */
  readonly name: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, Value>>;
  /** What its secrets are called in the stack's configuration. */
  readonly keyOf: KeyOf;
  /** The variable that holds it, if anything refers to it. */
  readonly variable?: string;
  /** Its webhooks. */
  readonly webhooks?: readonly WebhookDeclaration[];
}

/** A webhook as it stands in a program. */
export interface WebhookDeclaration extends Pick<Declaration, "name" | "id" | "fields" | "keyOf"> {
  /** What stands above it. */
  readonly comment?: string;
}

const MARK = "// Written by `sinch-apps import`.";

const headerOf = (module: Module, names: string): string => `${MARK} It is yours to edit: run again, it only adds
// the apps and webhooks that neither this file nor the stack has, at the end.
import * as pulumi from "@pulumi/pulumi";
import { ${names} } from "${module}";

const config = new pulumi.Config();
`;

/** What is found in a program that was written before. */
export interface Written {
  /** Ids of the apps in it. */
  readonly ids: Words;
  /** Names of the resources in it. */
  readonly names: Words;
  /** Names of the resources by the ids of the apps that they adopt. */
  readonly adopted: ReadonlyMap<string, string>;
  /** The variable that holds an app, by the name of its resource. */
  variableOf(name: string): string | undefined;
  /** The secrets that it takes from the stack's configuration. */
  readonly required: readonly RequiredSecret[];
}

/** A set that is only asked. */
export type Words = Pick<ReadonlySet<string>, "has">;

/** A secret that a program takes from the stack's configuration. */
export interface RequiredSecret {
  readonly key: string;
  /** Whether it is kept as JSON. */
  readonly isObject: boolean;
}

/** What a file holds; `undefined` if it wasn't written here, or can no longer be added to. */
export function readProgram(text: string): Written | undefined {
  if (!moduleIn(text) || ![MARK, "pulumi.Config()"].every((part) => text.includes(part))) return undefined;
  let read: ReturnType<typeof keptIn>;
  try {
    read = keptIn(text);
  } catch {
    return undefined;
  }
  const { code, kept = readEarlier(code) } = read;
  const adopted = new Map(Object.entries(kept.adopted));
  const active = withoutComments(code);
  const names = {
    has: (name: string) => isQuoted(code, name, "App(") || isQuoted(code, name, "Webhook("),
  };
  // Whoever deletes an app or a secret from the program may leave the comment: it counts only with the code.
  return {
    ids: { has: (id) => isQuoted(code, id, "adopt: ") || names.has(adopted.get(id) ?? "") },
    names,
    adopted,
    variableOf: (name) => variables(active).get(name),
    required: Object.entries(kept.secrets)
      .filter(([key]) => isQuoted(active, key))
      .map(([key, form]) => ({ key, isObject: form === "json" })),
  };
}

/** The variables that hold an app, by the name of its resource. */
function variables(code: string): ReadonlyMap<string, string> {
  const found = code.matchAll(/\bconst\s+([\w$]+)\s*=\s*new\s+(?:\w+\.)?App\(\s*["'`]([^"'`]+)["'`]/g);
  return new Map([...found].map(([, variable = "", name = ""]) => [name, variable]));
}

/** Whether a word stands in code as a literal of its own, in quotes of any kind. */
const isQuoted = (code: string, word: string, before = ""): boolean =>
  ['"', "'", "`"].some((quote) => code.includes(before + quote + word + quote));

/**
 * A program that declares apps and webhooks, or one that was written before with more of them.
 *
 * @param module
 *  What one that wasn't written before imports.
 * @param webhooks
 *  Those of apps that are declared elsewhere, or were before.
 */
export function programOf(
  declarations: readonly Declaration[],
  written?: string,
  module: Module = DYNAMIC,
  webhooks: readonly WebhookDeclaration[] = [],
): string {
  const before = written ?? headerOf(module, declarations.length > 0 ? "App" : "Webhook");
  const isEarlier = written !== undefined && keptIn(written).kept === undefined;
  const earlier = isEarlier ? [`${commentOf(readEarlier(written))}\n`] : [];
  const statements = [
    ...declarations.flatMap((app) => [
      statementOf("App", app),
      ...(app.webhooks ?? []).map((webhook) => statementOf("Webhook", webhook)),
    ]),
    ...webhooks.map((webhook) => statementOf("Webhook", webhook)),
  ];
  const hasWebhooks = webhooks.length > 0 || declarations.some((app) => (app.webhooks ?? []).length > 0);
  const names = [
    ...(hasWebhooks ? ["Webhook"] : []),
    ...(declarations.some(({ fields }) => hasOtherEntry(fields)) ? ["otherChannel"] : []),
  ];
  const start = importing(before, moduleIn(before) ?? module, names);
  return [`${start.trimEnd()}\n`, ...earlier, ...statements].join("\n");
}

const hasOtherEntry = ({ channelCredentials }: Declaration["fields"]): boolean =>
  Array.isArray(channelCredentials) && channelCredentials.some((entry) => entry instanceof OtherEntry);

/** A program that imports names, too. */
function importing(program: string, module: Module, names: readonly string[]): string {
  const line = new RegExp(`^import \\{([^}]*)\\} from ["']${module}["'];?`, "m");
  const present =
    line
      .exec(program)?.[1]
      ?.split(",")
      .map((name) => name.trim()) ?? [];
  const lacking = names.filter((name) => !present.includes(name));
  if (lacking.length === 0) return program;
  const own = `import { App } from "${module}";`;
  const list = (all: readonly string[]): string => `import { ${all.join(", ")} } from "${module}";`;
  // Whoever edited the line may have done more to it.
  return program.includes(own) ? program.replace(own, list(["App", ...lacking])) : `${list(lacking)}\n${program}`;
}

function statementOf(kind: "App" | "Webhook", declared: Declaration & WebhookDeclaration): string {
  const { name, id, fields, keyOf, variable, comment } = declared;
  const secrets = Object.values(fields).flatMap(secretsIn);
  const kept: Kept = {
    adopted: { [id]: name },
    secrets: Object.fromEntries(secrets.map((secret) => [keyOf(secret), secret.isObject ? "json" : "text"])),
  };
  const start = `${variable === undefined ? "" : `const ${variable} = `}new ${kind}(${literal(name)}, `;
  return `${commentOf(kept)}\n${comment === undefined ? "" : `// ${comment}\n`}${start}${code({ adopt: id, ...fields }, 0, start, keyOf)});\n`;
}
