import { type Properties, type PropertySpec, refTo } from "./spec";
import type { Types } from "./types";

const REGIONS = ["us", "eu", "br"];

/** Where an unset setting comes from, for the end of a description. */
const without = (...variables: string[]): string =>
  `Unset: ${variables.map((name) => `\`${name}\``).join(", then ")} in the environment.`;

/**
 * A provider's settings: `sinch:<name>` in the stack's configuration, or the arguments of an explicit provider. Pulumi
 * takes no defaults from the environment, since that would put a key into the state.
 */
export function configuration(types: Types): Properties {
  types.add("ProjectKey", {
    type: "object",
    description: "A project's access key.",
    properties: {
      keyId: { type: "string", description: "ID of the access key." },
      keySecret: { type: "string", secret: true, description: "Secret of the access key." },
    },
    required: ["keyId", "keySecret"],
  });
  const methods = types.enumOf("AuthMethod", ["oauth2", "basic"], "How calls are authenticated.");
  return {
    ...place(
      types,
      "Project of the resources; a resource's own `projectId` wins.",
      "Region; a resource's own `region` wins.",
    ),
    keyId: { type: "string", description: `ID of the project's access key. ${without("SINCH_KEY_ID")}` },
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
      description: `\`oauth2\` (default), or \`basic\`, which sends the key itself with every call: for testing, with lower limits. ${without("SINCH_AUTH_METHOD")}`,
    },
    timeoutSeconds: {
      type: "integer",
      description: `Total time budget for a call, retries included: 1–3600 seconds, default 120. A resource's \`customTimeouts\` win. ${without("SINCH_TIMEOUT_SECONDS")}`,
    },
    channelTimeout: {
      type: "integer",
      description: `Seconds that an update waits for written channels to be verified: 0–3600, default 0, which doesn't wait. An app's \`channelTimeout\` wins. ${without("SINCH_CHANNEL_TIMEOUT")}`,
    },
    sharedIdentities: {
      ...types.enumOf("SharedIdentities", ["warn", "refuse"], "What to do about a sender that another app has."),
      description: `What to do if an app has the same sender as another app of the project and region: \`warn\` (default) adds a note, \`refuse\` fails the preview. ${without("SINCH_SHARED_IDENTITIES")}`,
    },
    plainUrls: {
      type: "string",
      description: `The reason for allowing webhook targets with http on other machines, as text; otherwise they must use https. ${without("SINCH_PLAIN_URLS")}`,
    },
    apiUrl: {
      type: "string",
      description: `Alternative API host, with \`{region}\` as the region's placeholder. Must be \`*.sinch.com\` with https, or this machine. ${without("SINCH_API_URL")}`,
    },
    authUrl: {
      type: "string",
      description: `Alternative host for tokens, with the same restrictions. ${without("SINCH_AUTH_URL")}`,
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
