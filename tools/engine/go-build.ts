import spawn, { type SubprocessError } from "nano-spawn";
import { onExit } from "signal-exit";

const signOfLife = 30_000;

/** One `go build`. */
export interface GoBuild {
  readonly go: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** What is built, for the terminal. */
  readonly what: string;
  /** The folder of the Go module whose `go.mod` and `go.sum` say what goes in. */
  readonly folder: string;
  /** The package to build. */
  readonly target: string;
  readonly linkerFlags: string;
  readonly output: string;
  /** An existing folder for Go's intermediate files. */
  readonly temporary: string;
}

/**
 * Makes sure that Go runs and is new enough for the module in a folder, before minutes are spent on it. An older Go may
 * fetch a newer one for that, if the user's `GOTOOLCHAIN` lets it.
 *
 * @throws an error with Go's own reason.
 */
export async function checkGo(go: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await spawn(go, ["list", "-m", "-mod=readonly"], {
      cwd: folder,
      env: environment(env),
      stdin: "ignore",
      timeout: 300_000,
    });
  } catch (error) {
    throw new Error(reason(error as SubprocessError, 1), { cause: error });
  }
}

/** Builds one package, with a line on the terminal every half minute. */
export async function goBuild(build: GoBuild): Promise<void> {
  const args = ["build", "-v", "-trimpath", "-mod=readonly", "-buildvcs=false", "-ldflags", build.linkerFlags];
  const running = spawn(build.go, [...args, "-o", build.output, build.target], {
    cwd: build.folder,
    env: { ...environment(build.env), GOTMPDIR: build.temporary },
    // A group of its own, so that ending it ends the compilers that Go has started, too.
    detached: process.platform !== "win32",
    stdin: "ignore",
    stdout: "ignore",
  });
  const go = await running.nodeChildProcess;
  const forget = onExit(() => endGroup(go.pid));
  const started = Date.now();
  let packages = 0;
  // With -v Go names each package when it has compiled it. Reading that also ends Go soon after this process was killed.
  go.stderr?.on("data", (chunk: string) => {
    packages += chunk.match(/^(?!go: )\S+$/gm)?.length ?? 0;
  });
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    build.say(`still building ${build.what}: ${seconds} s, ${packages} packages so far`);
  }, signOfLife);
  try {
    await running;
  } catch (error) {
    throw new Error(`${build.what}: ${reason(error as SubprocessError, 5)}`, { cause: error });
  } finally {
    clearInterval(timer);
    forget();
  }
}

/** The user's settings hold, except those that would bring other sources in than `go.mod` names, or need a C compiler. */
function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, GOWORK: "off", GO111MODULE: "on", CGO_ENABLED: "0" };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** The end of what Go said, where its reason stands. */
function reason(error: SubprocessError, lines: number): string {
  const said = error.stderr.trim().split("\n").slice(-lines).join("\n    ");
  return said || error.message;
}
