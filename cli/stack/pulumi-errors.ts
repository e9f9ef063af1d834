import type { SubprocessError } from "nano-spawn";
import { CliError } from "../cli-error";

/** The CLI's messages about problems outside the stack, with the fixes. */
const KNOWN: readonly (readonly [said: RegExp, message: string, hint: string])[] = [
  [
    /no Pulumi\.yaml project file found|no project file found/,
    "there is no Pulumi.yaml in CWD or above it",
    "Run the command in the Pulumi project's folder, or name it with --cwd",
  ],
  [/no stack selected/, "no stack is selected", "Name one with --stack, or run `pulumi stack select`"],
  [/no stack named/, "there is no such stack", "`pulumi stack ls` lists the project's stacks"],
  [
    /incorrect passphrase/,
    "the passphrase is wrong",
    "PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE must have the stack's passphrase; if stacks have passphrases " +
      "of their own, use --passphrase-file STACK=FILE or --passphrase-env STACK=VARIABLE",
  ],
  [
    /passphrase must be set/,
    "the stack's passphrase isn't known",
    "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE; if stacks have passphrases of their own, " +
      "use --passphrase-file STACK=FILE or --passphrase-env STACK=VARIABLE",
  ],
  [
    /PULUMI_ACCESS_TOKEN must be set|not logged in/,
    "Pulumi isn't logged in to a backend",
    "Set PULUMI_ACCESS_TOKEN for Pulumi Cloud, or PULUMI_BACKEND_URL for a backend of your own, or run `pulumi login`",
  ],
  [
    /unable to open (state directory|bucket)|could not (get cloud url|list bucket)|unable to check if bucket/i,
    "Pulumi can't open the backend",
    "Check PULUMI_BACKEND_URL, or what `pulumi whoami --verbose` says",
  ],
  [
    /\[?401\]? ?Unauthorized|invalid access token/i,
    "Pulumi Cloud refuses the access token",
    "Check PULUMI_ACCESS_TOKEN, or run `pulumi login`",
  ],
  [
    /failed to load checkpoint: .*(EOF|unexpected end of JSON input)/,
    "the stack's file is cut off: Pulumi was killed, or the disk was full, while writing it",
    "Delete STACK.json.attrs beside it, or replace it with the newest intact file of backups/PROJECT/STACK (docs/interruptions.md)",
  ],
];

/** Converts a failed run of the CLI to an error that says what is wrong and what to do. */
export function explain(error: SubprocessError, { cwd }: { readonly cwd: string }): CliError {
  const started = error.cause as NodeJS.ErrnoException | undefined;
  // The error itself isn't kept: it holds the whole standard output, including secrets.
  const cause = new Error(`${error.message}${error.stderr ? `\n${error.stderr}` : ""}`);
  if (started?.code === "ENOENT") {
    return new CliError(
      "the Pulumi CLI isn't on PATH",
      "Install it: https://www.pulumi.com/docs/iac/download-install/",
      { cause },
    );
  }
  const said = (error.stderr || error.message || String(error)).trim();
  const known = KNOWN.find(([pattern]) => pattern.test(said));
  if (known) return new CliError(known[1].replace("CWD", cwd), known[2], { cause });
  const line = said.split("\n").find((text) => text.startsWith("error:")) ?? said.split("\n")[0] ?? "";
  return new CliError(`Pulumi failed: ${line.replace(/^error:\s*/, "")}`, undefined, { cause });
}
