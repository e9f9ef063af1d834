import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readSync, realpathSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import spawn, { type SubprocessError } from "nano-spawn";
import { printable, shellWord } from "../../../provider/base/printable";
import { CliError } from "../../cli-error";
import { markOf } from "../../report/model";
import { findProject, STACK_FILE } from "../../stack/project";
import type { SourceTree } from "../records/records";

/** What git says of the folder of a Pulumi project. */
export interface TreeFacts {
  /** Absent outside of git, or before the first commit. */
  readonly tree?: SourceTree;
  /** Files that differ from the commit, new ones included; without `Pulumi.*.yaml` and the records of promotions. */
  readonly dirty: readonly string[];
  /** Why nothing can be told. */
  readonly unknown?: string;
}

const LOCK_FILES = ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb"];

/** Asks git about a project's folder: the one that holds `Pulumi.yaml`. @throws CliError where there is none. */
export async function treeFacts(cwd: string): Promise<TreeFacts> {
  const file = findProject(cwd);
  if (file === undefined) throw new CliError(`there is no Pulumi.yaml in ${cwd} or above it`);
  try {
    return await factsOf(realpathSync(dirname(file)));
  } catch (error) {
    return { dirty: [], unknown: reasonOf(error as Error) };
  }
}

/** The first five of several files. */
export const pathsInWords = (paths: readonly string[]): string =>
  paths.slice(0, 5).join(", ") + (paths.length > 5 ? ` and ${paths.length - 5} more` : "");

/** Why git failed, in its own words. */
function reasonOf({ cause, message, exitCode, stderr = "" }: Partial<SubprocessError> & Error): string {
  const { code, path } = (cause ?? {}) as NodeJS.ErrnoException;
  if (path === "git") return code === "ENOENT" ? "git isn't on PATH" : `git can't be started (${code})`;
  // What follows without an indent is advice.
  const [, said] = /^(?:fatal|error): (.*(?:\n\t.*)*)/m.exec(stderr) ?? [];
  if (said === undefined) {
    const [line] = stderr.trim().split("\n");
    return exitCode === undefined
      ? message
      : `git ended with exit code ${exitCode}${line ? `: ${printable(line)}` : ""}`;
  }
  const reason = `git says: ${said.replace(/\n\t/g, " ")}`;
  const [, folder] = /dubious ownership in repository at '(.*)'/.exec(said) ?? [];
  if (folder === undefined) return reason;
  const trust = `git config --global --add safe.directory ${shellWord(folder)}`;
  return `${reason}. If you trust the user who owns it: \`${trust}\``;
}

async function factsOf(project: string): Promise<TreeFacts> {
  const git = async (...args: string[]): Promise<string> => {
    // In English: what it says is looked at.
    const env = { ...process.env, LC_ALL: "C" };
    return (await spawn("git", ["-c", "core.quotePath=false", ...args], { cwd: project, env })).stdout;
  };
  const root = realpathSync(await git("rev-parse", "--show-toplevel"));
  const commit = (await git("log", "--max-count=1", "--format=%H", "--no-show-signature")).trim();
  const lockFile = lockFileFor(project, root);
  const paths = [project, ...(lockFile ? [lockFile] : [])].map((path) => inGit(root, path));
  // At the root of the repository everything counts, which no path says.
  const below = paths.includes(".") ? [] : paths;
  const listed = await git("ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", ...below);
  const pathspecs = below.map((path) => `:(top,literal)${path}`);
  const status = await git("status", "--porcelain=v1", "-z", "--untracked-files=all", "--", ...pathspecs);
  const files = listed.split("\0").filter((line) => line !== "" && !STACK_FILE.test(line));
  const folder = inGit(root, project);
  return {
    tree: {
      commit,
      hash: treeHash(files, folder === "." ? "" : folder),
      folder: folder === "." ? "" : folder,
      ...(lockFile ? { lockFile: inGit(root, lockFile) } : {}),
    },
    dirty: changedFiles(status).filter((path) => !STACK_FILE.test(path) && !isOurs(join(root, path))),
  };
}

/** The lock file that rules the project: the nearest one, up to the root of the repository. */
function lockFileFor(project: string, root: string): string | undefined {
  for (let folder = project; ; folder = dirname(folder)) {
    const found = LOCK_FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found || folder === root || folder === dirname(folder)) return found;
  }
}

const inGit = (root: string, path: string): string => relative(root, path).split(sep).join("/") || ".";

/** Over what git keeps of each file: mode, object and path. Where the repository puts the folder plays no part. */
function treeHash(lines: readonly string[], folder: string): string {
  const within = (line: string): string => {
    const [about = "", path = ""] = line.split("\t");
    return `${about}\t${folder && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : `//${path}`}`;
  };
  return `sha256:${createHash("sha256")
    .update([...new Set(lines.map(within))].sort().join("\0"))
    .digest("hex")}`;
}

/** The paths of `git status --porcelain -z`, where a renamed file has its old path behind it. */
function changedFiles(status: string): string[] {
  const parts = status.split("\0").filter((part) => part !== "");
  const paths: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as string;
    paths.push(part.slice(3));
    if (/^[RC]|^.[RC]/.test(part)) at++;
  }
  return paths;
}

/** Whether a file is a record or a report of a promotion. */
function isOurs(file: string): boolean {
  try {
    const descriptor = openSync(file, "r");
    const begin = Buffer.alloc(64);
    readSync(descriptor, begin, 0, begin.length, 0);
    closeSync(descriptor);
    const text = begin.toString("utf8");
    return text.startsWith(markOf("promote")) || /^\{\s*"schema":\s*"sinch-apps\/promotion-/.test(text);
  } catch {
    return false;
  }
}
