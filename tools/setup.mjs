// Makes sure that the npm packages of package-lock.json are installed, with a Node that is new enough. The npm scripts
// that somebody runs in an empty clone begin with it, so it runs on the machine's own Node, from 20 on, and without packages.
// It writes to the standard error only: what a script prints is that script's.

import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const minimumNode = [22, 12];
// Not in node_modules, which `npm ci` empties.
const lock = join(
  tmpdir(),
  `pulumi-sinch-conversation-setup-${createHash("sha256").update(root).digest("hex").slice(0, 12)}`,
);

const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const say = (line) => process.stderr.write(`setup: ${line}\n`);

function fail(line) {
  say(line);
  process.exit(1);
}

/** Whether node_modules holds what package-lock.json lists, by npm's own record of what it installed. */
function isInstalled() {
  if (!existsSync(join(root, "node_modules", ".package-lock.json"))) return false;
  const wanted = readJson("package-lock.json").packages;
  const present = readJson("node_modules/.package-lock.json").packages;
  const own = readJson("package.json");
  const same = (a, b) =>
    JSON.stringify(Object.entries(a ?? {}).sort()) === JSON.stringify(Object.entries(b ?? {}).sort());
  // If these differ, `npm ci` fails and says so; it shouldn't be passed over here.
  if (!["dependencies", "devDependencies"].every((kind) => same(own[kind], wanted[""][kind]))) return false;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (!path.includes("node_modules/") || optional) return true;
    return (
      present[path]?.version === version &&
      Boolean(present[path]?.link) === Boolean(link) &&
      existsSync(join(root, path))
    );
  });
}

/** The version of the Node that npm scripts run on: the one from npm, or else the machine's. */
function scriptNode() {
  const windows = process.platform === "win32";
  const local = join(root, "node_modules", ".bin", windows ? "node.cmd" : "node");
  try {
    return execFileSync(local, ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      shell: windows,
    }).trim();
  } catch {
    return process.version;
  }
}

function isNewEnough(version) {
  const [major, minor] = version.slice(1).split(".").map(Number);
  return major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1]);
}

/** Holds a lock while the task runs. A holder that was killed no longer renews it, and is overtaken. */
async function alone(task) {
  for (let told = false; ; await sleep(250)) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 15_000) rmSync(lock, { recursive: true, force: true });
      else if (!told) say("another process is installing the npm packages; waiting for it");
      told = true;
    }
  }
  const renewal = setInterval(() => utimesSync(lock, new Date(), new Date()), 2_000);
  process.on("exit", () => rmSync(lock, { recursive: true, force: true }));
  await task();
  clearInterval(renewal);
}

/** Runs `npm ci` with the npm that runs this script. */
async function install() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  // Under another package manager the variable names that one.
  const [command, first] =
    npm && /npm-cli\.[cm]?js$/.test(npm) ? [node && existsSync(node) ? node : process.execPath, [npm]] : ["npm", []];
  // Packages that want a newer Node than the machine's are what this is for, so npm's warnings about them say nothing.
  const options = ["--include=dev", "--engine-strict=false", "--loglevel=error", "--no-audit", "--no-fund"];
  const child = spawn(command, [...first, "ci", ...options], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: command === "npm" && process.platform === "win32",
  });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      child.kill(signal);
      process.exit(1);
    });
  }
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve)).catch(
    (error) => error.message,
  );
  if (code !== 0) fail(`npm ci failed (${code}); npm says above why. Is its registry reachable? Then try again.`);
}

const [flag] = /--no[-_](experimental[-_])?require[-_]module/.exec(process.env.NODE_OPTIONS ?? "") ?? [];
if (flag) fail(`the tools here are ES modules, which ${flag} keeps Node from loading. Take it out of NODE_OPTIONS.`);

if (!isInstalled()) {
  await alone(async () => {
    // It may have been done while this process waited.
    if (isInstalled()) return;
    say("installing the npm packages (about a minute the first time)");
    await install();
  });
}

const node = scriptNode();
if (!isNewEnough(node)) {
  fail(
    [
      `Node ${minimumNode.join(".")} or newer is needed, and this is ${node}. The npm package "node" brings one, but its install`,
      "script hasn't run; npm is probably set to ignore scripts. Let that one run:",
      "  npm rebuild node --ignore-scripts=false",
      "or use a newer Node: https://nodejs.org/en/download",
    ].join("\n"),
  );
}
