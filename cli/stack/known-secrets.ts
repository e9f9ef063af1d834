import { isObject } from "../../provider/base/values";
import { UNKNOWN } from "../../provider/model/secrets";
import { decrypted } from "./secret-values";
import type { Deployment, StackContents } from "./stack";

/**
 * Every secret that a stack knows: in its configuration, the environment's access keys, and all resources in its state.
 */
export function knownSecrets({
  configured,
  settings,
  apps,
  deployment,
}: Pick<StackContents, "configured" | "settings" | "apps" | "deployment">): string[] {
  const projects = new Set([settings.find("projectId")?.value ?? "", ...apps.map(({ outputs }) => outputs.projectId)]);
  return [
    ...Object.values(configured).flatMap(({ secret, value }) => (secret && value ? configuredTexts(value) : [])),
    settings.find("keySecret")?.value ?? "",
    ...[...projects].flatMap((project) => {
      try {
        return [settings.keyOf(project).keySecret];
      } catch {
        return [];
      }
    }),
    ...resourcesOf(deployment).flatMap(({ inputs, outputs }) => [...markedTexts(inputs), ...markedTexts(outputs)]),
  ];
}

const resourcesOf = ({ resources = [], pending_operations = [] }: Deployment) => [
  ...resources,
  ...pending_operations.map(({ resource }) => resource),
];

/** A structured value is stored as JSON. */
function configuredTexts(value: string): string[] {
  try {
    return [value, ...textsIn(JSON.parse(value))];
  } catch {
    return [value];
  }
}

function markedTexts(properties: unknown): string[] {
  const { value, secretPaths } = decrypted(properties);
  return secretPaths.flatMap((path) => textsIn(path.reduce<unknown>(below, value)));
}

const below = (value: unknown, name: string): unknown =>
  (value as Readonly<Record<string, unknown>> | undefined)?.[name];

/** All texts within a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value === "" || value === UNKNOWN ? [] : [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
