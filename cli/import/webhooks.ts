import { isObject } from "../../provider/base/values";
import { sameLeaf } from "../../provider/model/comparison";
import type { Path, SchemaNode } from "../../provider/model/resource-type";
import { isHidden } from "../../provider/model/secrets";
import type { Shown } from "../../provider/model/wire";
import { webhookType } from "../../provider/resources/webhook";
import { configuredSecrets, type Plan } from "./plan";
import { literal } from "./print";
import type { Declaration, WebhookDeclaration, Words } from "./program";
import { Reference, SecretValue, Unchecked, type Value } from "./value";
import { variableFor } from "./variables";

/** What is asked of a program that was written before, and of a stack. */
interface Present {
  /** IDs of webhooks that are managed, or adopted by the program. */
  readonly ids: Words;
  /** Names of resources. */
  readonly names: Words;
  /** Variables of the program. */
  readonly variables: Words;
}

/** An app that is managed already, or declared by the program. */
export interface ManagedApp {
  readonly id: string;
  /** Name of its resource. */
  readonly name: string;
  /** The variable that holds it, if the program has one. */
  readonly variable?: string | undefined;
}

/**
 * A plan with the webhooks of apps that no resource manages: those of its own apps beside them, then those of managed ones.
 *
 * @param webhooks
 *  Those of an app, by its ID.
 */
export function withWebhooks(
  plan: Plan,
  managed: readonly ManagedApp[],
  webhooks: ReadonlyMap<string, readonly Shown[]>,
  present: Present,
): Plan {
  const [names, variables] = [new Set<string>(), new Set<string>()];
  const secrets = [...plan.secrets];
  const left = [...plan.left];
  const declared = (app: string, webhook: Shown, appId: Value): WebhookDeclaration => {
    const name = freeName(app, (one) => !names.has(one) && !present.names.has(one));
    names.add(name);
    const { fields, left: paths } = declareWebhook(webhook);
    const configured = configuredSecrets(name, fields);
    secrets.push(...configured.secrets);
    if (paths.length > 0) left.push({ displayName: String(webhook.target ?? ""), id: webhook.id, paths });
    return { name, id: webhook.id, fields: { appId, ...fields }, keyOf: configured.keyOf };
  };
  const newOnes = (id: string): readonly Shown[] =>
    (webhooks.get(id) ?? []).filter((webhook) => !present.ids.has(webhook.id));
  const declarations = plan.declarations.map((app): Declaration => {
    const own = newOnes(app.id);
    if (own.length === 0) return app;
    const variable = variableFor(app.name, (name) => !variables.has(name) && !present.variables.has(name));
    variables.add(variable);
    const appId = new Reference(`${variable}.id`);
    return { ...app, variable, webhooks: own.map((webhook) => declared(app.name, webhook, appId)) };
  });
  const ofManaged = managed.flatMap(({ id, name, variable }) =>
    newOnes(id).map((webhook): WebhookDeclaration => {
      if (variable !== undefined) return declared(name, webhook, new Reference(`${variable}.id`));
      const comment = `appId is that of the app ${literal(name)}, which is declared elsewhere: its .id says it better.`;
      return { ...declared(name, webhook, id), comment };
    }),
  );
  return { declarations, webhooks: ofManaged, secrets, left };
}

function freeName(app: string, isFree: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${app}-webhook` : `${app}-webhook-${number}`;
    if (isFree(name)) return name;
  }
}

/** What a program has to set of a webhook, so that nothing differs: what is required, and what isn't the default. */
function declareWebhook(live: Shown): { fields: Readonly<Record<string, Value>>; left: readonly string[] } {
  const left = Object.entries(live)
    .filter(([name, value]) => !webhookType.properties[name] && !sameLeaf(value, undefined))
    .map(([name]) => webhookType.toWireName(name));
  const required = webhookType.schema.required ?? [];
  const set = webhookType.writableFields.filter(
    (field) => required.includes(field) || !isLeftOut(webhookType.properties[field], live[field]),
  );
  return { fields: Object.fromEntries(set.map((field) => [field, valueAt([field], live[field], left)])), left };
}

const isLeftOut = (node: SchemaNode | undefined, shown: unknown): boolean =>
  sameLeaf(shown, undefined) || sameLeaf(shown, node?.["x-sent-default"] ?? node?.default);

/** A field or a part of one as the program sets it. @param left takes what the schema doesn't know, as paths on the wire. */
function valueAt(path: Path, shown: unknown, left: string[]): Value {
  const node = webhookType.nodeAt(path);
  if (webhookType.isSecret(path)) return secretOf(path, shown);
  if (Array.isArray(shown)) return shown.map((one) => checked(node?.items, one));
  if (!isObject(shown)) return checked(node, shown);
  const entries = Object.entries(shown).flatMap(([name, below]): [string, Value][] => {
    const at = [...path, name];
    const nodeBelow = webhookType.nodeAt(at);
    if (nodeBelow ? isLeftOut(nodeBelow, below) : sameLeaf(below, undefined)) return [];
    if (nodeBelow) return [[name, valueAt(at, below, left)]];
    left.push(at.map(webhookType.toWireName).join("."));
    return [];
  });
  return Object.fromEntries(entries);
}

/** A value of a list of the schema's, or one that the service knows and the types here don't. */
const checked = (node: SchemaNode | undefined, shown: unknown): Value =>
  node?.enum && !node.enum.includes(shown) ? new Unchecked(shown as Value) : (shown as Value);

const secretOf = (path: Path, shown: unknown): SecretValue =>
  new SecretValue(path, isHidden(webhookType, path.join("/"), shown) ? undefined : shown);
