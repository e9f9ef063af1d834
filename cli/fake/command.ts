import { type Command, Option } from "commander";
import type { Fake, FakeOptions, JournalEntry, Region } from "../../fake/index.js";
import { choice, number, port, positive, repeated } from "../option-values.js";
import { counted } from "../terminal/counted.js";
import { type Presets, presetOptions, presetsOf } from "./behaviour-options.js";

interface Flags extends Presets {
  pendingMs: number;
  port: number;
  projectId: string;
  subproject: string[];
  keyId: string;
  keySecret: string;
  region: Region;
  state?: string;
  tokenLifetime?: number;
  rateLimit?: number | true;
  tokenLimit?: true;
}

// Required to start; each can also come from the environment.
const REQUIRED = {
  projectId: ["--project-id", "SINCH_PROJECT_ID"],
  keyId: ["--key-id", "SINCH_KEY_ID"],
  keySecret: ["--key-secret", "SINCH_KEY_SECRET"],
} as const;

/** Adds `sinch-apps fake`: an Apps API on this machine, for users without an account and for experiments. */
export function addFakeCommand(program: Command): void {
  const command = program
    .command("fake")
    .description("Run a fake of the Apps and Webhooks APIs, with its token endpoint, on 127.0.0.1")
    .addOption(new Option("--port <port>", "port to listen on, 0 for a free one").default(8090).argParser(port))
    .addOption(fromEnv("projectId", "project that the apps belong to"))
    .addOption(fromEnv("keyId", "access key that reaches the project"))
    .addOption(fromEnv("keySecret", "secret of the access key"))
    .addOption(choice("--region <region>", "region for paths without one", ["us", "eu", "br"]).default("us"))
    .option("--state <file>", "keep the apps in this file between runs (holds their secrets, mode 0600)")
    .addOption(
      new Option("--subproject <id>", "subproject of the project; repeatable; see --parent-keys")
        .argParser(repeated)
        .default([], "none"),
    )
    .addOption(number("--pending-ms <ms>", "milliseconds until a new channel is ACTIVE").default(20))
    .addOption(positive("--token-lifetime <seconds>", "seconds until an access token expires").default(3600))
    .addOption(positive("--rate-limit [per-second]", "limit requests per project (800 a second without a number)"))
    .option("--token-limit", "limit the token endpoint as the service does: 30 at once, 10 a second")
    .action(run);
  for (const option of presetOptions()) command.addOption(option);
}

async function run(flags: Flags, command: Command): Promise<void> {
  const lacking = missing(flags);
  if (lacking.length > 0) command.error(`sinch-apps fake: missing ${lacking.join(", ")}`);
  // Loaded when needed: other sub-commands don't need a server.
  const { startFake } = await import("../../fake/index.js");
  let fake: Fake;
  try {
    fake = await startFake(options(flags));
  } catch (error) {
    return command.error(`sinch-apps fake: ${startProblem(error, flags.port)}`);
  }
  console.log(welcome(fake, flags));
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
    // A closed pipe may have been read enough; on a full disk, nobody sees the requests.
    process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => code === "EPIPE" || resolve());
  });
  await fake.close();
}

function options(flags: Flags): FakeOptions {
  const { port, region, projectId, keyId, keySecret } = flags;
  return {
    port,
    region,
    projects: [
      { projectId, keys: [{ keyId, keySecret }] },
      ...flags.subproject.map((id) => ({ projectId: id, parent: projectId, keys: [] })),
    ],
    stateFile: flags.state,
    ...presetsOf(flags),
    pendingMs: flags.pendingMs,
    tokenLifetimeSeconds: flags.tokenLifetime,
    rateLimit: typeof flags.rateLimit === "number" ? { perSecond: flags.rateLimit } : flags.rateLimit,
    tokenLimit: flags.tokenLimit,
    journalLimit: 1000,
    onRequest: (entry) => console.log(requestLine(entry)),
  };
}

function welcome(fake: Fake, { projectId, keyId, region }: Flags): string {
  const variables = {
    SINCH_API_URL: fake.apiUrl,
    SINCH_PROJECT_ID: projectId,
    SINCH_CONVERSATION_REGION: region,
    SINCH_KEY_ID: keyId,
  };
  return [
    `Fake Apps API on ${fake.origin}, ${counted(fake.apps().length, "app")}, Ctrl-C stops it. To use it:`,
    "",
    ...Object.entries(variables).map(([name, value]) => `  export ${name}=${shellQuoted(value)}`),
    "  # and SINCH_KEY_SECRET: the secret this fake was started with",
    "",
  ].join("\n");
}

function requestLine({ time, method, path, updateMask, status, ms, requestId, fault }: JournalEntry): string {
  return [
    time.toISOString().slice(11, 23),
    method.padEnd(6),
    path,
    updateMask && `mask=${updateMask.join(",")}`,
    status ?? "dropped",
    `${ms}ms`,
    requestId,
    fault && `fault=${fault}`,
  ]
    .filter((part) => part !== undefined)
    .join(" ")
    .replace(/[^\x20-\x7e]/g, "?");
}

function startProblem(error: unknown, taken: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `port ${taken} is already in use on 127.0.0.1; choose another with --port`;
  return code === "EACCES" ? `no permission: ${message}` : message;
}

function fromEnv(name: keyof typeof REQUIRED, description: string): Option {
  const [flag, variable] = REQUIRED[name];
  return new Option(`${flag} <value>`, description).env(variable);
}

function missing(flags: Partial<Flags>): string[] {
  return Object.entries(REQUIRED)
    .filter(([name]) => !flags[name as keyof typeof REQUIRED])
    .map(([, [flag, variable]]) => `${flag} (or ${variable} in the environment)`);
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
