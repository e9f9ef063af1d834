/**
 * How an engine was come by: `pulumi` on `PATH`, the cache that Pulumi's own tools share, the official download, or a
 * build from its Go modules. The last two stay in this project's cache, and keep their name when they are found there.
 */
export type EngineSource = "path" | "pulumi-cache" | "download" | "built";

/** Every source, in the order in which they are tried. */
export const engineSources: readonly EngineSource[] = ["path", "pulumi-cache", "download", "built"];

/** A Pulumi CLI that can run this project's tests, demo and examples. */
export interface Engine {
  /** The folder above `bin`: `PulumiCommand.get({ root })` of the Automation API takes it. */
  readonly root: string;
  /** The folder with `pulumi` and its plugins. It belongs first on the `PATH` of what runs the engine. */
  readonly bin: string;
  /** The CLI's version, without a leading `v`. */
  readonly version: string;
  readonly source: EngineSource;
  /**
   * Whether a Node language host is beside the CLI, so that it runs programs in a folder, and not only inline ones. The
   * one beside a built engine is old: it doesn't run policy packs.
   */
  readonly languageHost: boolean;
}

/** The oldest CLI that will do: from 3.216.0 on, the inputs that a dynamic provider's `read` returns reach the state. */
export const minimumVersion = "3.216.0";

/** No engine was found and none could be made; the message says what was tried and what to install. */
export class EngineNotFoundError extends Error {
  override readonly name = "EngineNotFoundError";

  /**
   * @param tried
   *  One line for each way that was tried: what it was, and why it gave no engine.
   * @param what
   *  What was looked for.
   */
  constructor(tried: readonly string[], what = `Pulumi engine (CLI ${minimumVersion} or newer)`) {
    super(
      [
        `no ${what} was found or could be made:`,
        ...tried.map((line) => `  - ${line}`),
        "Install the Pulumi CLI, https://www.pulumi.com/docs/iac/download-install/, or Go, https://go.dev/dl/, and try again.",
      ].join("\n"),
    );
  }
}
