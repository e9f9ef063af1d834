import { type Properties, type PropertySpec, refTo } from "./spec";
import type { Types } from "./types";

const REGIONS = ["us", "eu", "br"];

/** Where a setting comes from that the program leaves out, for the end of a description. */
const without = (...variables: string[]): string =>
  `Unset: ${variables.map((name) => `\`${name}\``).join(", then ")} in the environment.`;

/**
 * The settings of a provider: the stack's configuration `sinch:<name>`, or the arguments of an explicit provider. No default is taken
 * from the environment by Pulumi: it would put a key into the state.
 */
export function configuration(types: Types): Properties {
  types.add("ProjectKey", {
    type: "object",
    description: "An access key of a project.",
    properties: {
      keyId: { type: "string", description: "ID of the access key." },
      keySecret: { type: "string", secret: true, description: "Its secret." },
    },
    required: ["keyId", "keySecret"],
  });
  const methods = types.enumOf("AuthMethod", ["oauth2", "basic"], "How calls are authenticated.");
  return {
    ...place(
      types,
      "Project of the resources; `projectId` on a resource wins.",
      "Region; `region` on a resource wins.",
    ),
    keyId: { type: "string", description: `ID of an access key of the project. ${without("SINCH_KEY_ID")}` },
    keySecret: {
      type: "string",
      secret: true,
      description: `Secret of the access key. ${without("SINCH_KEY_SECRET")}`,
    },
    projects: {
      type: "object",
      additionalProperties: refTo("ProjectKey"),
      secret: true,
      description: "Access keys by project ID, for resources in several projects.",
    },
    authMethod: {
      ...methods,
      description: `\`oauth2\` (default), or \`basic\`: the key itself with every call, for testing, with lower limits. ${without("SINCH_AUTH_METHOD")}`,
    },
    timeoutSeconds: {
      type: "integer",
      description: `Total time budget for a call, retries included: 1–3600 seconds, default 120. \`customTimeouts\` of a resource win. ${without("SINCH_TIMEOUT_SECONDS")}`,
    },
    channelTimeout: {
      type: "integer",
      description: `Seconds that an update waits until the channels that it wrote are verified: 0–3600, default 0, don't wait. \`channelTimeout\` of an app wins. ${without("SINCH_CHANNEL_TIMEOUT")}`,
    },
    sharedIdentities: {
      ...types.enumOf("SharedIdentities", ["warn", "refuse"], "What becomes of a sender that another app has."),
      description: `When an app gets a sender that another app of the project and region has: \`warn\` (default) notes it, \`refuse\` fails the preview. ${without("SINCH_SHARED_IDENTITIES")}`,
    },
    plainUrls: {
      type: "string",
      description: `Why a webhook's target may be http on another machine, as text; unset, it must be https. ${without("SINCH_PLAIN_URLS")}`,
    },
    apiUrl: {
      type: "string",
      description: `Another host for the API; \`{region}\` in it stands for the region. https, except on this machine; only \`*.sinch.com\` and this machine. ${without("SINCH_API_URL")}`,
    },
    authUrl: {
      type: "string",
      description: `Another host for tokens, by the same rules. ${without("SINCH_AUTH_URL")}`,
    },
  };
}

/** Where resources are looked up or listed. */
export const lookedUpAt = (types: Types): Properties =>
  place(types, "Project to look in. Default: the provider's.", "Region to look in. Default: the provider's.", false);

function place(types: Types, project: string, region: string, says = true): Properties {
  const add = (text: string, ...variables: string[]): string => (says ? `${text} ${without(...variables)}` : text);
  const projectId: PropertySpec = { type: "string", description: add(project, "SINCH_PROJECT_ID") };
  return {
    projectId,
    region: {
      ...types.enumOf("Region", REGIONS),
      description: add(region, "SINCH_CONVERSATION_REGION", "SINCH_REGION"),
    },
  };
}
