import type { SchemaNode } from "../../provider/model/resource-type";
import { appType } from "../../provider/resources/app";
import { webhookType } from "../../provider/resources/webhook";

// docs/reference.md: the properties of apps and webhooks, from the schemas.

const HEAD = `# Reference of \`App\` and \`Webhook\`

Generated from the schemas of \`provider/resources\` by \`npm run generate\`. What a program sets is under [Arguments](#arguments) and
[Channels](#channels); what only the service sets, and \`getApp\` shows, is under [Set by the service](#set-by-the-service).
A default is the service's own: a field that the program doesn't state is neither compared nor sent.
`;

/** The reference page, in Markdown. */
export function reference(): string {
  const all = Object.entries(appType.properties);
  const own = Object.fromEntries(all.filter(([, node]) => !node.readOnly));
  const served = Object.fromEntries(all.filter(([, node]) => node.readOnly));
  const objects = Object.values({ ...own, ...served }).filter((node) => node.properties);
  const required = ["displayName", "channelCredentials"];
  return [
    HEAD,
    "## Arguments\n",
    table({ properties: own, required }),
    ...objects.filter((node) => !node.readOnly).map((node) => section(node)),
    "## Channels\n",
    `${appType.resolve(appType.properties.channelCredentials?.items ?? {}).description}\n`,
    ...branches().flatMap((branch) => channel(branch)),
    "## Set by the service\n",
    table({ properties: served }),
    ...objects.filter((node) => node.readOnly).map((node) => section(node)),
    `## Webhook\n\n${webhookType.schema.description} [More](webhooks.md).\n`,
    table({ properties: webhookType.properties, required: ["appId", "target", "triggers"] }),
    ...Object.values(webhookType.schema.definitions ?? {}).map((node) => section(node)),
  ].join("\n");
}

const branches = (): SchemaNode[] =>
  (appType.resolve(appType.properties.channelCredentials?.items ?? {}).oneOf ?? []).map(appType.resolve);

function channel(branch: SchemaNode): string[] {
  const { channel: tag, ...rest } = branch.properties ?? {};
  const names = tag?.enum ?? [tag?.const];
  const kept = Object.fromEntries(Object.entries(rest).filter(([, node]) => !appType.resolve(node).readOnly));
  const below = nested({ properties: kept });
  return [
    `### ${names.join(", ")}\n\n${branch.description}\n`,
    table({ ...branch, properties: kept }),
    ...below.map((node) => section(node, "####")),
  ];
}

/** The objects below a node that have properties, each once. */
function nested(node: SchemaNode): SchemaNode[] {
  const below = Object.values(node.properties ?? {})
    .map(appType.resolve)
    .filter((each) => each.properties);
  return [...new Set(below.flatMap((each) => [each, ...nested(each)]))];
}

function section(node: SchemaNode, marks = "###"): string {
  return `${marks} ${node.title}\n\n${node.description}\n\n${table(node)}`;
}

function table(node: Pick<SchemaNode, "properties" | "required">): string {
  const rows = Object.entries(node.properties ?? {}).map(([name, each]) => {
    const target = appType.resolve(each);
    const marks = [node.required?.includes(name) ? "required" : [], target.writeOnly ? "secret" : []].flat();
    return `| \`${name}\` | ${typeOf(target)} | ${marks.join(", ")} | ${cell(target)} |`;
  });
  return ["| property | type | | meaning |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

function cell(node: SchemaNode): string {
  const notes = [
    node.description ?? "",
    node.default === undefined || node.const !== undefined ? [] : `Default: \`${JSON.stringify(node.default)}\`.`,
    node["x-default-destroys-data"] ? `Can't be removed once set: ${lossByRemoval(node)}.` : [],
  ].flat();
  return notes.join(" ").replace(/\|/g, "\\|").replace(/\n+/g, " ");
}

const lossByRemoval = (node: SchemaNode): string =>
  node.default === undefined && !node.properties
    ? "there is no default to go back to, and what the service chooses may delete data"
    : "the service default may delete data";

function typeOf(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(", ");
  if (node.items?.enum) return `list of ${typeOf(node.items)}`;
  if (node.type === "array") return `list of [channels](#channels), at most ${node.maxItems}`;
  if (node.properties) return `[${node.title}](#${node.title?.toLowerCase()})`;
  const { minimum, maximum, minLength, maxLength } = node;
  if (minimum !== undefined || maximum !== undefined) return `${node.type}, ${minimum}–${maximum}`;
  if (maxLength !== undefined) return `${node.type}, ${minLength ?? 0}–${maxLength} characters`;
  return node.type ?? "any";
}
