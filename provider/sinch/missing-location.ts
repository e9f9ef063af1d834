import { quotedName } from "../base/printable";
import type { Location, ResourceType } from "../model/resource-type";
import { REGIONS } from "./hosts";
import { SETTINGS } from "./setting-names";

/** The names of a location's parts. */
export const NAMES: Readonly<Record<keyof Location, string>> = { projectId: "project id", region: "region" };

/** Where a location can be set that overrides the configuration, if anywhere. */
export type Statement = "resource" | "arguments" | null;

/** Where a missing part of a location can be set. */
export function missingLocation(
  { definition }: ResourceType,
  part: keyof Location,
  where: Statement = "resource",
  provider?: string,
): string {
  const own = { resource: `on the ${definition.noun}`, arguments: "among the arguments" };
  const { config, env } = SETTINGS[part];
  const start = `no ${NAMES[part]}: set ${where ? `${part} ${own[where]}, or ` : ""}`;
  const end = part === "region" ? `; it must be one of ${REGIONS.join(", ")}` : "";
  if (provider !== undefined)
    return `${start}${part} of provider ${quotedName(provider)}, or ${env[0]} in the environment${end}`;
  return (
    `${start}${config} in the stack's configuration ` +
    `(\`pulumi config set ${config} …\`), or ${env[0]} in the environment` +
    (where === "resource"
      ? `, or "${config}" among the inputs of an explicit provider, which doesn't get the stack's configuration`
      : "") +
    end
  );
}
