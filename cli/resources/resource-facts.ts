import { parseUrn } from "../../provider/base/urn";
import { SECRET_OUTPUTS } from "../../provider/hosts/dynamic/stored-state";
import { sameLeaf } from "../../provider/model/comparison";
import { itemKeys, joinPath, type Leaves, leavesOf, splitPath } from "../../provider/model/leaves";
import { byKey } from "../../provider/model/path";
import type { ResourceType } from "../../provider/model/resource-type";
import { UNKNOWN } from "../../provider/model/secrets";
import { fieldsIn, type Inputs } from "../../provider/model/state";
import { appType } from "../../provider/resources/app";
import { webhookType } from "../../provider/resources/webhook";
import { isTypeOf, type PropertyPath, shortName } from "../stack";
import { textsIn } from "../stack/known-secrets";
import { counted } from "../terminal";

/** What is compared and promoted. */
export type Kind = "app" | "webhook";

/** An app that a webhook belongs to. */
export interface AppReference {
  /** Absent if it isn't known before the update. */
  readonly id?: string;
  /** Its key, if the stack manages it. */
  readonly key?: string;
}

/** What the core knows of each kind. */
export const TYPES: Readonly<Record<Kind, ResourceType>> = { app: appType, webhook: webhookType };

/** What a type of the engine is to a promotion; `undefined` if it isn't promoted. */
export const kindOf = (type: string): Kind | undefined =>
  isTypeOf("App", type) ? "app" : isTypeOf("Webhook", type) ? "webhook" : undefined;

/** What a resource is called where most are apps: `support`, `webhook events`. */
export const calledOf = ({ kind, name }: { readonly kind: Kind | undefined; readonly name: string }): string =>
  kind === "webhook" ? `webhook ${name}` : name;

/** `2 apps`, `1 app, 3 webhooks`. */
export function countedKinds(resources: readonly { readonly kind: Kind }[]): string {
  const count = (kind: Kind): number => resources.filter((one) => one.kind === kind).length;
  const kinds = Object.keys(TYPES) as Kind[];
  const all = kinds.filter((kind) => count(kind) > 0).map((kind) => counted(count(kind), kind));
  return all.length > 0 ? all.join(", ") : "nothing";
}

/** {@link calledOf} the resource of a URN. */
export function calledIn(urn: string): string {
  const { type, name } = parseUrn(urn);
  return calledOf({ kind: kindOf(type), name });
}

/** An app or a webhook of a stack, in memory: its secrets are in plain. */
export interface ResourceFacts {
  readonly key: string;
  readonly kind: Kind;
  readonly name: string;
  readonly id?: string;
  readonly projectId: string;
  readonly region: string;
  /** Of a webhook. */
  readonly app?: AppReference;
  readonly leaves: Leaves;
  /** Whether a leaf is a secret: by the schema, or because the program says so. */
  readonly isSecret: (path: string) => boolean;
}

/** What a resource looks like in a state or in a preview. */
export interface ResourceSource {
  readonly urn: string;
  readonly id?: string | undefined;
  readonly props: Inputs;
  readonly secretPaths: readonly PropertyPath[];
  /** URN of the app that a webhook belongs to, if the stack manages it. */
  readonly appUrn?: string | undefined;
}

/** Takes a resource of a stack apart. */
export function factsOf(stack: string, { urn, id, props, secretPaths, appUrn }: ResourceSource): ResourceFacts {
  const { type: ofEngine, name } = parseUrn(urn);
  const kind = kindOf(ofEngine) ?? "app";
  const type = TYPES[kind];
  const marked = secretPaths.flatMap((path) => markedLeaf(type, props, path) ?? []);
  const appId = type.parentOf(props);
  const app = {
    ...(appId && appId !== UNKNOWN ? { id: appId } : {}),
    ...(appUrn ? { key: keyOf(stack, appUrn) } : {}),
  };
  return {
    key: keyOf(stack, urn),
    kind,
    name,
    ...(id ? { id } : {}),
    projectId: String(props.projectId ?? ""),
    region: String(props.region ?? ""),
    ...(kind === "webhook" ? { app } : {}),
    leaves: leavesOf(type, fieldsIn(type, props)),
    isSecret: (path) =>
      type.isSecret(splitPath(path)) || marked.some((whole) => path === whole || path.startsWith(`${whole}/`)),
  };
}

/**
 * What a resource has in common in all stacks of a program: its kind, the types of its parents, and its name. Where a program puts
 * the stack's name into that of the resource, `{stack}` stands for it.
 */
export function keyOf(stack: string, urn: string): string {
  const { parents, type, name } = parseUrn(urn);
  const whole = new RegExp(
    `(?<![A-Za-z0-9])${shortName(stack).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![A-Za-z0-9])`,
    "g",
  );
  const key = `${parents.join("$")}::${name.replace(whole, "{stack}")}`.replace(/^::/, "");
  return calledOf({ kind: kindOf(type), name: key });
}

/** `["channelCredentials", "0", "staticBearer"]` → `channelCredentials/SMS/staticBearer`; the containers are secret anyway. */
function markedLeaf(type: ResourceType, props: Inputs, [field = "", ...below]: PropertyPath): string | undefined {
  if (field === "secrets" || SECRET_OUTPUTS.includes(field)) return undefined;
  const items = props[field];
  if (!type.listKeys(field) || !Array.isArray(items) || below.length === 0) return joinPath([field, ...below]);
  const [index = "", ...rest] = below;
  const key = itemKeys(type, field, items)[Number(index)];
  return key === undefined ? field : joinPath([field, key, ...rest]);
}

/** Every secret value of a resource, as text. */
export function secretTexts(facts: ResourceFacts): string[] {
  return [...facts.leaves].filter(([path]) => facts.isSecret(path)).flatMap(([, value]) => textsIn(value));
}

/** Whether a leaf says nothing. */
export const isUnset = (value: unknown): boolean => sameLeaf(value, undefined);

/** What differs between environments by design, among the leaves that aren't secret. */
export type OwnKind = "identity" | "name" | "setting";

/**
 * Whether a leaf says who an environment's resource is: an app's name, what it claims to be at a channel, where a webhook's events
 * go.
 */
export function ownKind(kind: Kind, path: string, value: unknown): OwnKind | undefined {
  const type = TYPES[kind];
  if (path === type.definition.identity) return type.definition.unique ? "identity" : "name";
  const [field = "", , ...below] = splitPath(path);
  if (type.nodeAt([field])?.["x-environment"]) return "setting";
  const isText = typeof value === "string";
  return isText && type.listKeys(field) && below.length > 0 && !type.listKeys(field)?.includes(below[0] as string)
    ? "identity"
    : undefined;
}

/** `channelCredentials/SMS/staticBearer/token` → `channelCredentials[SMS].staticBearer.token`. */
export function inWords(kind: Kind, path: string): string {
  return byKey(TYPES[kind], splitPath(path));
}
