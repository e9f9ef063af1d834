import { readFileSync } from "node:fs";
import path from "node:path";
import type { ResourceType } from "../../../provider/model/resource-type";
import { appType } from "../../../provider/resources/app";
import { webhookType } from "../../../provider/resources/webhook";
import { appFunctions } from "./app-functions";
import { configuration, lookedUpAt } from "./configuration";
import { type FunctionSpec, type ObjectSpec, type Properties, token } from "./spec";
import { Types } from "./types";
import { APP_ID, webhookFunctions } from "./webhook-functions";

// provider/hosts/plugin/schema.json: Pulumi's package schema, generated from the resources' schemas.

/** A resource of the package. */
interface Resource {
  readonly type: ResourceType;
  /** Further arguments for listing it, besides project and region. */
  readonly listedBy?: Properties;
  functions?(types: Types): Readonly<Record<string, FunctionSpec>>;
}

/** By name; a new resource is one more line. */
const RESOURCES: Readonly<Record<string, Resource>> = {
  App: { type: appType, functions: appFunctions },
  Webhook: { type: webhookType, listedBy: { appId: APP_ID }, functions: webhookFunctions },
};

/** The project's data in package.json. */
interface About {
  readonly license: string;
  readonly repository?: { readonly url: string };
}

/** Pulumi's package schema without a version, which the plugin adds. */
export function packageSchema(about: About = readPackage()): object {
  const types = new Types();
  const settings = configuration(types);
  const all = Object.entries(RESOURCES);
  const functions = all.flatMap(([, { functions: of }]) => Object.entries(of?.(types) ?? {}));
  const resources = all.map(([name, resource]) => [token(name), resourceSpec(name, resource, types)]);
  return {
    name: "sinch",
    displayName: "Sinch",
    description: "Configuration of the Sinch Conversation API.",
    keywords: ["pulumi", "sinch", "conversation-api", "category/infrastructure", "kind/native"],
    license: about.license,
    publisher: "pulumi-sinch-conversation",
    ...published(about),
    language: languages(about),
    config: { variables: settings },
    provider: {
      description: "Where resources live, and the access key. Each instance runs in a separate process.",
      inputProperties: settings,
      properties: settings,
    },
    types: sorted(types.all),
    resources: Object.fromEntries(resources),
    functions: Object.fromEntries(functions.map(([name, spec]) => [token(name), spec])),
  };
}

/** The committed file. */
export const packageSchemaText = (): string => `${JSON.stringify(packageSchema(), null, 2)}\n`;

function resourceSpec(name: string, { type, listedBy = {} }: Resource, types: Types): object {
  const { schema, locationFields, parentField } = type;
  const required = schema.required ?? [];
  const shown = types.properties(type, { properties: managed(type) }, "", "shown");
  const listInputs: ObjectSpec = { type: "object", properties: { ...lookedUpAt(types), ...listedBy } };
  return {
    description: schema.description,
    inputProperties: types.properties(type, schema, "", "written"),
    requiredInputs: required.filter((field) => field === parentField || !locationFields.includes(field)),
    properties: shown,
    required: required.filter((field) => shown[field]),
    listInputs,
    aliases: [{ type: `pulumi-nodejs:dynamic/sinch/conversation:${name}` }],
  };
}

/** What the state keeps of a resource: nothing that only the service sets. */
const managed = (type: ResourceType): NonNullable<ResourceType["schema"]["properties"]> =>
  Object.fromEntries(Object.entries(type.properties).filter(([, node]) => !node.readOnly));

/**
 * Where the package is published, once package.json names its repository. YOUR_ORG can't be an owner on GitHub, whereas
 * an invented address could belong to somebody.
 */
function published({ repository }: About): object {
  const place = repositoryOf(repository?.url);
  if (!place) return {};
  const url = `https://github.com/${place}`;
  return { homepage: url, repository: url, pluginDownloadURL: `github://api.github.com/${place}` };
}

const repositoryOf = (url = ""): string | undefined => /github\.com[/:]([a-z\d-]+\/[^/.]+)/i.exec(url)?.[1];

function languages({ repository }: About): object {
  const place = repositoryOf(repository?.url) ?? "example/pulumi-sinch-conversation";
  return {
    nodejs: { packageName: "pulumi-sinch", respectSchemaVersion: true },
    python: { packageName: "pulumi_sinch", respectSchemaVersion: true, pyproject: { enabled: true } },
    go: {
      importBasePath: `github.com/${place}/sdk/go/sinch`,
      rootPackageName: "sinch",
      respectSchemaVersion: true,
      generateResourceContainerTypes: true,
    },
    csharp: { respectSchemaVersion: true, namespaces: { sinch: "Sinch", conversation: "Conversation" } },
    java: { buildFiles: "gradle" },
  };
}

const sorted = <T>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));

function readPackage(): About {
  return JSON.parse(readFileSync(path.join(__dirname, "../../../package.json"), "utf8")) as About;
}
