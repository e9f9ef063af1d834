import { nameIn, parseUrn } from "../../../provider/base/urn";
import { isObject } from "../../../provider/base/values";
import { SECRET_OUTPUTS } from "../../../provider/hosts/dynamic/stored-state";
import { itemKeys, joinPath, type Leaves, leavesOf, splitPath } from "../../../provider/model/leaves";
import { UNKNOWN } from "../../../provider/model/secrets";
import { fieldsIn, type Inputs } from "../../../provider/model/state";
import { appType } from "../../../provider/resources/app";
import { type PropertyPath, shortName } from "../../stack";
import { textsIn } from "../../stack/known-secrets";
import type { RecordedApp } from "../records/records";
import type { SecretDigests } from "../records/secret-digests";

/** An app of a stack, in memory: its secrets are in plain. */
export interface AppFacts {
  readonly key: string;
  readonly name: string;
  readonly id?: string;
  readonly projectId: string;
  readonly region: string;
  readonly leaves: Leaves;
  /** Whether a leaf is a secret: by the schema, or because the program says so. */
  readonly isSecret: (path: string) => boolean;
}

/** What an app looks like in a state or in a preview. */
export interface AppSource {
  readonly urn: string;
  readonly id?: string | undefined;
  readonly props: Inputs;
  readonly secretPaths: readonly PropertyPath[];
}

/** Takes an app of a stack apart. */
export function appFacts(stack: string, { urn, id, props, secretPaths }: AppSource): AppFacts {
  const marked = secretPaths.flatMap((path) => markedLeaf(props, path) ?? []);
  return {
    key: keyOf(stack, urn),
    name: nameIn(urn),
    ...(id ? { id } : {}),
    projectId: String(props.projectId ?? ""),
    region: String(props.region ?? ""),
    leaves: leavesOf(appType, fieldsIn(appType, props)),
    isSecret: (path) =>
      appType.isSecret(splitPath(path)) || marked.some((whole) => path === whole || path.startsWith(`${whole}/`)),
  };
}

/**
 * What an app has in common in all stacks of a program: its type, with its parents', and its name. Where a program puts the
 * stack's name into that of the resource, `{stack}` stands for it.
 */
export function keyOf(stack: string, urn: string): string {
  const { parents, name } = parseUrn(urn);
  const whole = new RegExp(
    `(?<![A-Za-z0-9])${shortName(stack).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![A-Za-z0-9])`,
    "g",
  );
  return `${parents.join("$")}::${name.replace(whole, "{stack}")}`.replace(/^::/, "");
}

/** `["channelCredentials", "0", "staticBearer"]` → `channelCredentials/SMS/staticBearer`; the containers are secret anyway. */
function markedLeaf(props: Inputs, [field = "", ...below]: PropertyPath): string | undefined {
  if (field === "secrets" || SECRET_OUTPUTS.includes(field)) return undefined;
  const items = props[field];
  if (!appType.listKeys(field) || !Array.isArray(items) || below.length === 0) return joinPath([field, ...below]);
  const [index = "", ...rest] = below;
  const key = itemKeys(appType, field, items)[Number(index)];
  return key === undefined ? field : joinPath([field, key, ...rest]);
}

/** An app as it may stand in a record. */
export async function recorded(app: AppFacts, digests: SecretDigests): Promise<RecordedApp> {
  const fields: Record<string, unknown> = {};
  const secrets: Record<string, string> = {};
  for (const [path, value] of app.leaves) {
    if (isUnset(value)) continue;
    // An output that isn't known before the update can't be told apart from another one.
    if (value === UNKNOWN) fields[path] = UNKNOWN;
    else if (app.isSecret(path)) secrets[path] = await digests.of(placeOf(app.key, path), value);
    else fields[path] = value;
  }
  const { key, name, id, projectId, region } = app;
  return { key, name, ...(id ? { id } : {}), projectId, region, fields, secrets };
}

/** Where a secret is, for its digest. */
export const placeOf = (key: string, path: string): string => `app ${key} ${path}`;

/** Every secret value of an app, as text. */
export function secretTexts(app: AppFacts): string[] {
  return [...app.leaves].filter(([path]) => app.isSecret(path)).flatMap(([, value]) => textsIn(value));
}

/** Whether a leaf says nothing. */
export const isUnset = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (isObject(value) && Object.keys(value).length === 0);

/** What differs between environments by design, among the leaves that aren't secret. */
export type OwnKind = "identity" | "name";

/** Whether a leaf says who an environment's app is: its name, or what it claims to be at a channel. */
export function ownKind(path: string, value: unknown): OwnKind | undefined {
  if (path === "displayName") return "name";
  const [field = "", , ...below] = splitPath(path);
  const isText = typeof value === "string";
  return isText && appType.listKeys(field) && below.length > 0 && !appType.listKeys(field)?.includes(below[0] as string)
    ? "identity"
    : undefined;
}
