import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Fake } from "../../fake";

// The generated clients have no types of their own.
const services = require("@pulumi/pulumi/proto/provider_grpc_pb") as {
  ResourceProviderClient: new (address: string, channel: unknown) => Client;
};
const messages = require("@pulumi/pulumi/proto/provider_pb") as Record<string, new () => Message>;

type Props = Record<string, unknown>;
interface Message {
  [method: string]: (value?: unknown) => unknown;
}
interface Client {
  [method: string]: (request: Message, done: (error: ServiceError | null, answer: Message) => void) => void;
}

/** What stands for the provider in every app's properties. */
export const PROVIDER = 'exports.handler=()=>require("pulumi-sinch-conversation/provider")';

const struct = (props: Props): Struct =>
  Struct.fromJavaScript({ ...props, __provider: PROVIDER } as Record<string, JavaScriptValue>);

const plain = (answer: unknown): Props => {
  const { __provider, ...props } = (answer as Struct | undefined)?.toJavaScript() ?? {};
  return props;
};

/** Pulumi's own process for dynamic resources, spoken to as the engine does, without the engine. */
export class DynamicProvider {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: Client,
    private readonly lines: string[],
  ) {}

  /**
   * @param config
   *  The stack's configuration, such as `sinch:projectId`, or the inputs of an explicit provider.
   * @param env
   *  Added to the environment.
   */
  static async start(config: Record<string, JavaScriptValue>, env: Record<string, string>): Promise<DynamicProvider> {
    const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, [script, "127.0.0.1:1"], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines: string[] = [];
    child.stderr.on("data", (text) => lines.push(String(text)));
    const port = await new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
    const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const provider = new DynamicProvider(child, client, lines);
    const request = provider.request("ConfigureRequest");
    request.setArgs?.(Struct.fromJavaScript(config));
    await provider.call("configure", request);
    return provider;
  }

  /** One that reaches a fake's project-1 in the US, whatever the shell says. @param env added to the environment. */
  static startFor(fake: Fake, env: Record<string, string> = {}): Promise<DynamicProvider> {
    const config = {
      "sinch:projectId": "project-1",
      "sinch:region": "us",
      "sinch:keyId": "key-1",
      "sinch:keySecret": "key-secret-1",
      "sinch:apiUrl": fake.apiUrl,
    };
    return DynamicProvider.start(config, { SINCH_PROJECT_ID: "", SINCH_API_URL: "", ...env });
  }

  /** The id of the process. */
  get pid(): number {
    return Number(this.process.pid);
  }

  /** Everything that the process printed. */
  get printed(): string {
    return this.lines.join("");
  }

  private request(name: string): Message {
    return new (messages[name] as new () => Message)();
  }

  private call(method: string, request: Message): Promise<Message> {
    return new Promise((resolve, reject) => {
      this.client[method]?.(request, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  }

  async check(olds: Props, news: Props): Promise<{ inputs: Props; failures: { property: string; reason: string }[] }> {
    const request = this.request("CheckRequest");
    request.setOlds?.(struct(olds));
    request.setNews?.(struct(news));
    const answer = await this.call("check", request);
    const failures = (answer.getFailuresList?.() ?? []) as Message[];
    return {
      inputs: plain(answer.getInputs?.()),
      failures: failures.map((f) => ({ property: String(f.getProperty?.()), reason: String(f.getReason?.()) })),
    };
  }

  /** @returns `none`, `some` or `unknown`, and what forces a replacement. */
  async diff(id: string, olds: Props, news: Props): Promise<{ changes: string; replaces: string[] }> {
    const request = this.request("DiffRequest");
    request.setId?.(id);
    request.setOlds?.(struct(olds));
    request.setNews?.(struct(news));
    const answer = await this.call("diff", request);
    const changes = ["unknown", "none", "some"][Number(answer.getChanges?.())] as string;
    return { changes, replaces: answer.getReplacesList?.() as string[] };
  }

  async create(inputs: Props): Promise<{ id: string; outs: Props }> {
    const request = this.request("CreateRequest");
    request.setProperties?.(struct(inputs));
    const answer = await this.call("create", request);
    return { id: String(answer.getId?.()), outs: plain(answer.getProperties?.()) };
  }

  async update(id: string, olds: Props, news: Props): Promise<Props> {
    const request = this.request("UpdateRequest");
    request.setId?.(id);
    request.setOlds?.(struct(olds));
    request.setNews?.(struct(news));
    return plain((await this.call("update", request)).getProperties?.());
  }

  async read(id: string, props: Props): Promise<{ id: string; props: Props; inputs: Props }> {
    const request = this.request("ReadRequest");
    request.setId?.(id);
    request.setProperties?.(struct(props));
    const answer = await this.call("read", request);
    return {
      id: String(answer.getId?.()),
      props: plain(answer.getProperties?.()),
      inputs: plain(answer.getInputs?.()),
    };
  }

  async delete(id: string, props: Props): Promise<void> {
    const request = this.request("DeleteRequest");
    request.setId?.(id);
    request.setProperties?.(struct(props));
    await this.call("delete", request);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill();
    await gone;
  }
}
