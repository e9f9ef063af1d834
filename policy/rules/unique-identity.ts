import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { isObject } from "../../provider/base/values";
import { type CheckedApp, entriesOf, type Partly, partly } from "../app";
import { validate } from "../both-forms";
import { channelList, IDENTITY_PATHS, WITH_IDENTITY } from "../channels";
import { configurationOf, holdsFor, schemaOf } from "../configuration";
import { violationText } from "../violation";

const name = "sinch-app-unique-identity";
const configSchema = schemaOf({ channels: channelList("Channels whose identities must be unique.", WITH_IDENTITY) });

/** The managed apps of this run, by URN: the engine passes looked-up ones only to the stack check. */
const managed = new Set<string>();

/**
 * No two apps of a stack have the same identity on a channel. Identities aren't printed, since some programs keep them
 * secret.
 */
export const uniqueIdentity: ResourceValidationPolicy & StackValidationPolicy = {
  name,
  description: "If two apps claim the same identity, only one receives the inbound messages.",
  enforcementLevel: "mandatory",
  configSchema,
  validateResource: validate("app", (_, { urn }) => void managed.add(urn)),
  validateStack(args, reportViolation) {
    const config = configurationOf<{ channels: string[] }>(name, configSchema, args.getConfig());
    const claimed = new Map<string, string>();
    const apps = args.resources.filter(({ urn, name: app }) => managed.has(urn) && holdsFor(config, urn, app));
    partly(apps, ({ name: app, props, urn }) => {
      const claims = claimsOf(props as CheckedApp, config.channels);
      for (const { key, channel, property } of claims.known) {
        if (key === undefined) continue;
        const other = claimed.get(key);
        if (other === undefined) {
          claimed.set(key, `${property} of app ${JSON.stringify(app)}`);
          continue;
        }
        const limit = `an identity on ${channel} can be used only once per stack`;
        reportViolation(
          violationText(name, app, { property, is: `is the same as ${other}`, limit, key: "channels" }),
          urn,
        );
      }
      claims.complete();
    }).complete();
  },
};

interface Claim {
  readonly key: string | undefined;
  readonly channel: string;
  readonly property: string;
}

function claimsOf(app: CheckedApp, channels: readonly string[]): Partly<Claim> {
  return partly(entriesOf(app), (entry, index) => {
    const { channel } = entry;
    const paths = channels.includes(channel) ? (IDENTITY_PATHS.get(channel) ?? []) : [];
    // A channel has at most one identity that isn't secret.
    const [path = []] = paths;
    const identity = path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), entry);
    return {
      key: typeof identity === "string" && path.length > 0 ? JSON.stringify([channel, identity]) : undefined,
      channel,
      property: `channelCredentials[${index}].${path.join(".")}`,
    };
  });
}
