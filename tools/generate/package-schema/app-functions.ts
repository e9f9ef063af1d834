import { appType } from "../../../provider/resources/app";
import { lookedUpAt } from "./configuration";
import { type FunctionSpec, refTo } from "./spec";
import type { Types } from "./types";

/**
 * The look-ups of apps. Their results contain no secrets: the engine would keep those of a plain call in plain text.
 */
export function appFunctions(types: Types): Readonly<Record<string, FunctionSpec>> {
  const properties = types.properties(appType, appType.schema, "", "shown");
  const required = ["id", ...(appType.schema.required ?? [])];
  const description = "An app as the service shows it, without its secrets.";
  types.add("AppInfo", { type: "object", description, properties, required });
  const at = lookedUpAt(types);
  return {
    getApp: {
      description: "Looks up an existing app by ID or name, without managing it. The result has no secrets.",
      inputs: {
        type: "object",
        properties: {
          id: { type: "string", description: "ID of the app. Set either this or `displayName`." },
          displayName: { type: "string", description: "Full name of the app, case-sensitive." },
          ...at,
        },
      },
      outputs: { type: "object", properties, required },
    },
    getApps: {
      description: "Looks up the apps of a project in a region, oldest first. The result has no secrets.",
      inputs: {
        type: "object",
        properties: {
          nameRegex: {
            type: "string",
            description: "Regular expression in RE2 syntax, searched for in the name; `^` and `$` anchor it.",
          },
          channel: { ...refTo("Channel"), description: "Only apps that have this channel, in any state." },
          ...at,
        },
      },
      outputs: {
        type: "object",
        properties: { apps: { type: "array", items: refTo("AppInfo"), description: "The apps, oldest first." } },
        required: ["apps"],
      },
    },
  };
}
