import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import spawn, { type SubprocessError } from "nano-spawn";
import { CliError } from "../../cli-error";
import { markOf } from "../../report/model";
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

/** A stack's own configuration: it differs between environments by design. */
const STACK_FILE = /(^|\/)Pulumi\.[^/]+\.ya?ml$/;

/** Asks git about a project's folder: the one that holds `Pulumi.yaml`. */
export async function treeFacts(cwd: string): Promise<TreeFacts> {
  const project = realpathSync(projectFolder(cwd));
  const git = async (...args: string[]): Promise<string> =>
    (await spawn("git", ["-c", "core.quotePath=false", ...args], { cwd: project })).stdout;
  let root: string;
  let commit: string;
  try {
    root = realpathSync((await git("rev-parse", "--show-toplevel")).trim());
    commit = (await git("rev-parse", "--verify", "HEAD")).trim();
  } catch (error) {
    const { code } = ((error as SubprocessError).cause ?? {}) as NodeJS.ErrnoException;
    const missing = code === "ENOENT";
    return { dirty: [], unknown: missing ? "git isn't on PATH" : "the project's folder isn't in a git repository" };
  }
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

/** The folder of the nearest `Pulumi.yaml`. @throws CliError where there is none. */
function projectFolder(cwd: string): string {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)))) return folder;
    if (folder === dirname(folder)) throw new CliError(`there is no Pulumi.yaml in ${cwd} or above it`);
  }
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
