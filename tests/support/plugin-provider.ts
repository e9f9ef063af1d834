import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Fake } from "../../fake";

export type Props = Record<string, unknown>;

const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A value as the engine marks it as a secret. */
export const secret = (value: unknown): Props => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });

/** Properties without the marks of secrets. */
export function unmarked<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, below) => (below?.[SIGNATURE] ? below.value : below)) as T;
}

/** Where properties hold secrets: `channelCredentials.0.staticBearer.token`. */
export function marksIn(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (SIGNATURE in value) return [at];
  return Object.entries(value).flatMap(([name, below]) => marksIn(below, at ? `${at}.${name}` : name));
}

const struct = (props: Props): Struct => Struct.fromJavaScript(props as Record<string, JavaScriptValue>);
const plain = (answer: Struct | undefined): Props => answer?.toJavaScript() ?? {};

const providerUrn = (name: string): string => `urn:pulumi:test::tests::pulumi:providers:sinch::${name}`;

/** What a resource's `diff` says, in words. */
export interface PluginDiff {
  readonly changes: "unknown" | "none" | "some";
  readonly replaces: readonly string[];
  /** `"channelCredentials[0]": "add"` */
  readonly detail: Readonly<Record<string, string>>;
  readonly changed: readonly string[];
  /** Whether a replacement would begin with the deletion. */
  readonly deleteFirst?: true;
}

const KINDS = ["add", "add-replace", "delete", "delete-replace", "update", "update-replace"];
const CHANGES = ["unknown", "none", "some"] as const;

export const APP = "sinch:conversation:App";

/** A state as the engine keeps it. */
export interface PluginState {
  readonly id: string;
  readonly inputs: Props;
  readonly outs: Props;
}

/** The plugin's process, spoken to as the engine does, without the engine. */
export class PluginProvider {
  /** The type of the resources that it is asked for. */
  type = APP;
  private readonly calls = new Set<Promise<unknown>>();

  private constructor(
    readonly process: ChildProcess,
    readonly client: ResourceProviderClient,
    private readonly lines: string[],
  ) {}

  /**
   * @param config
   *  The provider's inputs, such as `projectId`: for the default provider the stack's configuration.
   * @param env
   *  Added to the environment.
   * @param engine
   *  The address of what takes its notes.
   * @param name
   *  Of the provider.
   */
  static async start(
    config: Props,
    env: Record<string, string>,
    engine = "",
    name = "default",
  ): Promise<PluginProvider> {
    const script = path.join(__dirname, "../../dist/provider/hosts/plugin/main.js");
    const child = spawn(process.execPath, [script, ...(engine ? [engine] : [])], {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const lines: string[] = [];
    child.stderr.on("data", (text) => lines.push(String(text)));
    const port = await new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const provider = new PluginProvider(child, client, lines);
    await provider.call<unknown>((done) =>
      client.handshake(new messages.ProviderHandshakeRequest().setEngineAddress(engine), done),
    );
    await provider.call<unknown>((done) =>
      client.configure(new messages.ConfigureRequest().setUrn(providerUrn(name)).setArgs(struct(config)), done),
    );
    return provider;
  }

  /** One that reaches a fake's project-1 in the US, whatever the shell says. @param env added to the environment. */
  static startFor(
    fake: Fake,
    env: Record<string, string> = {},
    config: Props = {},
    ...rest: [engine?: string, name?: string]
  ): Promise<PluginProvider> {
    const inputs = {
      projectId: "project-1",
      region: "us",
      keyId: "key-1",
      keySecret: secret("key-secret-1"),
      apiUrl: fake.apiUrl,
      ...config,
    };
    return PluginProvider.start(inputs, { SINCH_PROJECT_ID: "", SINCH_API_URL: "", ...env }, ...rest);
  }

  /** Everything that the process printed. */
  get printed(): string {
    return this.lines.join("");
  }

  call<T>(ask: (done: (error: ServiceError | null, answer: T) => void) => unknown): Promise<T> {
    const answered = new Promise<T>((resolve, reject) => {
      ask((error, answer) => (error ? reject(error) : resolve(answer)));
    });
    this.calls.add(answered);
    const settled = (): void => void this.calls.delete(answered);
    answered.then(settled, settled);
    return answered;
  }

  private urn(name = "app"): string {
    return `urn:pulumi:test::tests::${this.type}::${name}`;
  }

  async check(
    olds: Props,
    news: Props,
    name?: string,
  ): Promise<{ inputs: Props; failures: { property: string; reason: string }[] }> {
    const request = new messages.CheckRequest().setUrn(this.urn(name)).setOlds(struct(olds)).setNews(struct(news));
    const answer = await this.call<messages.CheckResponse>((done) => this.client.check(request, done));
    return {
      inputs: plain(answer.getInputs()),
      failures: answer.getFailuresList().map((failure) => failure.toObject()),
    };
  }

  async diff({ id, inputs, outs }: PluginState, news: Props, ignoreChanges: string[] = []): Promise<PluginDiff> {
    const request = new messages.DiffRequest()
      .setId(id)
      .setUrn(this.urn())
      .setOlds(struct(outs))
      .setOldInputs(struct(inputs));
    request.setNews(struct(news)).setIgnorechangesList(ignoreChanges);
    const answer = await this.call<messages.DiffResponse>((done) => this.client.diff(request, done));
    const { changes, replacesList, detaileddiffMap, diffsList, deletebeforereplace } = answer.toObject();
    return {
      changes: CHANGES[changes] as PluginDiff["changes"],
      replaces: replacesList,
      detail: Object.fromEntries(detaileddiffMap.map(([at, { kind }]) => [at, KINDS[kind] as string])),
      changed: diffsList.sort(),
      ...(deletebeforereplace ? { deleteFirst: true } : {}),
    };
  }

  async create(inputs: Props, { preview = false, timeout = 0 } = {}): Promise<PluginState> {
    const request = new messages.CreateRequest()
      .setUrn(this.urn())
      .setProperties(struct(inputs))
      .setPreview(preview)
      .setTimeout(timeout);
    const answer = await this.call<messages.CreateResponse>((done) => this.client.create(request, done));
    return { id: answer.getId(), inputs, outs: plain(answer.getProperties()) };
  }

  async update(
    { id, inputs, outs }: PluginState,
    news: Props,
    { preview = false, timeout = 0 } = {},
  ): Promise<PluginState> {
    const request = new messages.UpdateRequest()
      .setId(id)
      .setUrn(this.urn())
      .setOlds(struct(outs))
      .setOldInputs(struct(inputs));
    request.setNews(struct(news)).setPreview(preview).setTimeout(timeout);
    const answer = await this.call<messages.UpdateResponse>((done) => this.client.update(request, done));
    return { id, inputs: news, outs: plain(answer.getProperties()) };
  }

  /** @param state of which the inputs are absent to look a resource up, and the outputs too to import it. */
  async read(state: { id: string; inputs?: Props; outs?: Props }, timeout = 0): Promise<PluginState> {
    const request = new messages.ReadRequest()
      .setId(state.id)
      .setUrn(this.urn())
      .setProperties(struct(state.outs ?? {}));
    request.setTimeout(timeout);
    if (state.inputs) request.setInputs(struct(state.inputs));
    const answer = await this.call<messages.ReadResponse>((done) => this.client.read(request, done));
    return { id: answer.getId(), inputs: plain(answer.getInputs()), outs: plain(answer.getProperties()) };
  }

  async delete({ id, inputs, outs }: PluginState, timeout = 0): Promise<void> {
    const request = new messages.DeleteRequest()
      .setId(id)
      .setUrn(this.urn())
      .setProperties(struct(outs))
      .setOldInputs(struct(inputs));
    await this.call((done) => this.client.delete(request.setTimeout(timeout), done));
  }

  async checkConfig(news: Props, name = "eu"): Promise<{ inputs: Props; failures: string[] }> {
    const request = new messages.CheckRequest().setUrn(providerUrn(name)).setOlds(struct({})).setNews(struct(news));
    const answer = await this.call<messages.CheckResponse>((done) => this.client.checkConfig(request, done));
    return {
      inputs: plain(answer.getInputs()),
      failures: answer.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  /** Calls a function, `getApp`. */
  async invoke(name: string, args: Props): Promise<Props> {
    const request = new messages.InvokeRequest().setTok(`sinch:conversation:${name}`).setArgs(struct(args));
    const answer = await this.call<messages.InvokeResponse>((done) => this.client.invoke(request, done));
    return plain(answer.getReturn());
  }

  /** @returns ids and names. */
  async list(limit = 0, query: Props = {}): Promise<[id: string, name: string][]> {
    const request = new messages.ListRequest().setToken(this.type).setLimit(limit).setQuery(struct(query));
    const found: [string, string][] = [];
    const stream = this.client.list(request) as AsyncIterable<messages.ListResponse> & object;
    for await (const answer of stream) {
      const result = answer.getResult();
      if (result) found.push([result.getId(), result.getName()]);
    }
    return found;
  }

  async cancel(): Promise<void> {
    await this.call((done) => this.client.cancel(new Empty(), done));
  }

  /** Ends the process as the engine does. @returns how long that took, in milliseconds. */
  async stop(signal: NodeJS.Signals = "SIGINT"): Promise<number> {
    const since = Date.now();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill(signal);
      await gone;
    }
    const took = Date.now() - since;
    // A busy machine may tell of the end before it has read the last response, which a closed client would lose.
    await Promise.allSettled(this.calls);
    this.client.close();
    return took;
  }
}
