import { nameIn, parseUrn } from "../../provider/base/urn";
import { Redactor } from "../../provider/http/redactor";
import type { ResourceType } from "../../provider/model/resource-type";
import { isManaged, type State } from "../../provider/model/state";
import { appType } from "../../provider/resources/app";
import { webhookType } from "../../provider/resources/webhook";
import { type ConfigReader, Settings } from "../../provider/sinch/settings";
import { CliError } from "../cli-error";
import { isTypeOf, type OurName, stateOf } from "./forms";
import { knownSecrets } from "./known-secrets";
import type { Pulumi } from "./pulumi";
import { decrypted, type PropertyPath } from "./secret-values";

/** A stack's state and its current configuration. Secrets are in plain text, in memory only. */
export interface StackContents {
  readonly name: string;
  /** Name of the stack's Pulumi project. */
  readonly projectName: string;
  /** The same settings as the provider's: the stack's configuration, then the environment. */
  readonly settings: Settings;
  /** Reads a key of the stack's configuration, such as `my-apps:smsToken`; secrets in plain text. */
  readonly config: ConfigReader;
  /** All keys of the stack's configuration. */
  readonly configured: Readonly<Record<string, { readonly value?: string; readonly secret?: boolean }>>;
  /** The apps that the stack manages, in the state's order. */
  readonly apps: readonly StackApp[];
  /** The webhooks that the stack manages, in the state's order. */
  readonly webhooks: readonly StackApp[];
  /** Resources that the stack only looks up (`App.get`, `Webhook.get`). */
  readonly lookedUp: readonly Pick<StackApp, "urn" | "name" | "id">[];
  /** Operations that an interrupted run left. */
  readonly pendingOperations: readonly PendingOperation[];
  /** The whole deployment as exported. */
  readonly deployment: Deployment;
  /** Redacts all secrets of the stack. */
  readonly redactor: Redactor;
}

/** One app or webhook in a state. */
export interface StackApp {
  readonly type: ResourceType;
  readonly urn: string;
  /** Name of the resource: the last part of its URN. */
  readonly name: string;
  /** Its ID at the service. */
  readonly id: string;
  readonly outputs: State;
  /** In the engine's form: `displayName`, `channelCredentials[0].staticBearer`, `secrets.channelCredentials`. */
  readonly ignoreChanges: readonly string[];
  /** What the state marks as secret: the containers, and what the program itself made secret. */
  readonly secretPaths: readonly PropertyPath[];
}

/**
 * Makes Pulumi forget interrupted creates, about which each `pulumi up` warns until then. A plain `pulumi refresh`
 * doesn't. In a terminal, it would prompt for each.
 */
export const CLEAR_PENDING = "pulumi refresh --yes --non-interactive --clear-pending-creates";

/** An operation that an interrupted run left. */
interface PendingOperation {
  readonly urn: string;
  /** `creating`, `updating`, `deleting`, `reading`. */
  readonly type: string;
}

/** The part of an exported deployment that is read. */
export interface Deployment {
  readonly resources?: readonly Resource[];
  readonly pending_operations?: readonly { readonly resource: Resource; readonly type: string }[];
}

/** An exported resource. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  readonly ignoreChanges?: readonly string[];
  /** Only read, not managed. */
  readonly external?: boolean;
  /** To be deleted to complete a replacement. */
  readonly delete?: boolean;
}

/**
 * Reads a stack: the state with `pulumi stack export`, the configuration with `pulumi config`. Takes no lock, runs no
 * program and changes nothing, not even the selected stack.
 *
 * @throws CliError that names the stack: a wrong name or passphrase, no backend, an unreadable state.
 */
export async function readStack(pulumi: Pulumi, name: string): Promise<StackContents> {
  try {
    assertOwn(pulumi, name);
    const [exported, configured] = await Promise.all([
      pulumi.run("stack", "export", "--show-secrets", "--stack", name),
      pulumi.run("config", "--show-secrets", "--json", "--stack", name),
    ]);
    return contentsOf(name, JSON.parse(exported), JSON.parse(configured), pulumi);
  } catch (error) {
    if (error instanceof CliError) throw new CliError(`stack ${name}: ${error.message}`, error.hint, { cause: error });
    // Without the cause: an error of JSON.parse quotes the text.
    throw new CliError(`stack ${name}: what Pulumi exports can't be read`);
  }
}

/**
 * For another project's stack, Pulumi would combine its state with the configuration of this project's stack of that
 * name.
 */
function assertOwn(pulumi: Pulumi, name: string): void {
  const parts = name.split("/");
  const project = parts.length === 3 ? parts[1] : undefined;
  const own = project && pulumi.projectName();
  if (own && own !== project) {
    throw new CliError(`it is of project ${project}, and this is ${own}`, "--cwd names the folder of its project");
  }
}

/** Parses what Pulumi exports of a stack. */
export function contentsOf(
  name: string,
  { deployment }: { deployment: Deployment },
  configured: StackContents["configured"],
  pulumi: Pulumi,
): StackContents {
  const config: ConfigReader = (key) => (Object.hasOwn(configured, key) ? configured[key]?.value : undefined);
  const read = (name: OurName, of: ResourceType) =>
    (deployment.resources ?? [])
      .filter(({ type, delete: gone, id }) => isTypeOf(name, type) && !gone && id)
      .map((resource) => ({ resource, own: appOf(of, resource) }));
  const isOwn = ({ resource, own }: ReturnType<typeof read>[number]): boolean =>
    !resource.external && isManaged(own.outputs);
  const ofApps = read("App", appType);
  const ofWebhooks = read("Webhook", webhookType);
  const settings = new Settings(config, pulumi.env);
  const apps = ofApps.filter(isOwn).map(({ own }) => own);
  return {
    name,
    projectName: projectOf(deployment) ?? pulumi.projectName() ?? "",
    settings,
    config,
    configured,
    apps,
    webhooks: ofWebhooks.filter(isOwn).map(({ own }) => own),
    lookedUp: [...ofApps, ...ofWebhooks]
      .filter((one) => !isOwn(one))
      .map(({ own: { urn, name, id } }) => ({ urn, name, id })),
    pendingOperations: (deployment.pending_operations ?? []).map(({ type, resource }) => ({ type, urn: resource.urn })),
    deployment,
    redactor: new Redactor(knownSecrets({ configured, settings, apps, deployment })),
  };
}

function appOf(type: ResourceType, resource: Resource): StackApp {
  const inputs = decrypted(resource.inputs);
  const outputs = decrypted(resource.outputs);
  return {
    type,
    urn: resource.urn,
    name: nameIn(resource.urn),
    id: resource.id as string,
    outputs: stateOf(type, resource.type, inputs.value, outputs.value),
    ignoreChanges: resource.ignoreChanges ?? [],
    secretPaths: [...inputs.secretPaths, ...outputs.secretPaths],
  };
}

/** A stack that never ran has none. */
const projectOf = ({ resources: [first] = [] }: Deployment): string | undefined => first && parseUrn(first.urn).project;
