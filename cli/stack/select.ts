import { readFileSync } from "node:fs";
import { CliError } from "../cli-error";
import { findStack, shortName } from "./names";
import { Pulumi } from "./pulumi";
import { readStack, type StackContents } from "./stack";

/** Which stacks of a Pulumi project to open, and how. */
export interface StackSelection {
  /** The folder of the Pulumi project, or one below it. @default the current folder */
  readonly cwd?: string;
  /** Names of stacks; if several mean the same stack, the first one counts. @default the selected one */
  readonly stacks?: readonly string[];
  /** All stacks of the project instead. */
  readonly allStacks?: boolean;
  /** Passphrases of single stacks, in plain text; for the others, Pulumi reads the environment. */
  readonly passphrases?: ReadonlyMap<string, string>;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/** A selected stack that hasn't been read yet. */
export interface SelectedStack {
  readonly name: string;
  /** The Pulumi CLI, with the environment that this stack needs. */
  readonly pulumi: Pulumi;
  /** @throws CliError that names the stack. */
  read(): Promise<StackContents>;
}

/**
 * Finds the selected stacks without reading them, so that an unreadable one doesn't block the others.
 *
 * @throws CliError if there is no project, no Pulumi CLI, no backend, or no stack.
 */
export async function selectStacks(selection: StackSelection): Promise<readonly SelectedStack[]> {
  const { cwd = process.cwd(), env } = selection;
  const pulumi = new Pulumi({ cwd, ...(env ? { env } : {}) });
  const names: string[] = [];
  for (const name of await namesOf(pulumi, selection)) {
    if ((await findStack(pulumi, names, name)) === undefined) names.push(name);
  }
  const passphrases = new Map<string, string>();
  for (const [given, passphrase] of selection.passphrases ?? []) {
    const name = await findStack(pulumi, names, given);
    if (name === undefined)
      throw new CliError(`a passphrase is given for stack ${given}, which is not one of ${names.join(", ")}`);
    passphrases.set(name, passphrase);
  }
  return names.map((name) => {
    const passphrase = passphrases.get(name);
    const own = passphrase === undefined ? pulumi : withPassphrase(pulumi, passphrase);
    return { name, pulumi: own, read: () => readStack(own, name) };
  });
}

function withPassphrase(pulumi: Pulumi, passphrase: string): Pulumi {
  const { PULUMI_CONFIG_PASSPHRASE_FILE: _, ...env } = pulumi.env;
  return new Pulumi({ cwd: pulumi.cwd, env: { ...env, PULUMI_CONFIG_PASSPHRASE: passphrase } });
}

async function namesOf(pulumi: Pulumi, { stacks = [], allStacks }: StackSelection): Promise<readonly string[]> {
  if (allStacks) {
    const names = (JSON.parse(await pulumi.run("stack", "ls", "--json")) as { name: string }[]).map(({ name }) => name);
    if (names.length === 0) throw new CliError("the Pulumi project has no stack", "`pulumi stack init` creates one");
    return names.sort();
  }
  return stacks.length > 0 ? stacks : [await selectedName(pulumi)];
}

/** The short name would mean the default organization's stack; a self-managed backend has only one organization. */
async function selectedName(pulumi: Pulumi): Promise<string> {
  const name = await pulumi.fullName();
  return name.startsWith("organization/") ? shortName(name) : name;
}

/**
 * Reads the passphrases of `--passphrase-file STACK=FILE` and `--passphrase-env STACK=VARIABLE`.
 *
 * @throws CliError if one can't be read; it names the stack and the source.
 */
export function passphrasesFrom(
  files: readonly string[] = [],
  variables: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): ReadonlyMap<string, string> {
  const ofFile = (file: string): string => {
    try {
      return readFileSync(file, "utf8").trim();
    } catch (error) {
      throw new CliError(`--passphrase-file: ${file} can't be read`, undefined, { cause: error });
    }
  };
  const ofVariable = (variable: string): string => {
    const value = env[variable];
    if (value === undefined) throw new CliError(`--passphrase-env: there is no ${variable} in the environment`);
    return value;
  };
  return new Map([
    ...files.map((text) => pair(text, "--passphrase-file STACK=FILE", ofFile)),
    ...variables.map((text) => pair(text, "--passphrase-env STACK=VARIABLE", ofVariable)),
  ]);
}

function pair(text: string, form: string, read: (source: string) => string): [stack: string, passphrase: string] {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1) throw new CliError(`an option must have the form ${form}`);
  return [text.slice(0, at), read(text.slice(at + 1))];
}
