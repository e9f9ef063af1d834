import { statSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";

/** What `npm run bench` is told. */
export interface BenchOptions {
  /** How many apps a stack has, each size once. */
  readonly apps: readonly number[];
  /** Milliseconds that the service takes for each request, each once. */
  readonly latency: readonly number[];
  /** How often each size below 1,000 is measured. */
  readonly rounds: number;
  readonly keep: boolean;
  /** Whether only the two forms are measured, which have figures of their own. */
  readonly forms: boolean;
  readonly page: boolean;
  /** The folder of the figures and the page, where they aren't to go to the checkout. */
  readonly into?: string;
}

/** Reads the command line. What is wrong with it ends the process with one line and 1, before anything is measured. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { thousand, ...options } = command().parse(args, { from: "user" }).opts<BenchOptions & { thousand: boolean }>();
  return { ...options, apps: [...new Set([...options.apps, ...(thousand ? [1000] : [])])] };
}

/** The command line, such that it can be told how to end. */
export function command(): Command {
  return new Command("npm run bench --")
    .description("Measures the package beside others, keeps the figures, and writes docs/benchmarks.md from them.")
    .allowExcessArguments(false)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "bench: ")) })
    .addOption(list("--apps <counts>", "how many apps a stack has, separated by commas", 1).default([1, 30, 100, 300]))
    .addOption(list("--latency <ms>", "milliseconds that the service takes for each request", 0).default([0, 100]))
    .addOption(
      new Option("--rounds <count>", "how often each is measured").default(3).argParser((text) => whole(text, 1)),
    )
    .option("--keep", "keep the figures of runs before, but for the sizes and latencies that are measured now", false)
    .addOption(
      new Option("--forms", "measure the dynamic and the native form alone, which have figures of their own")
        .default(false)
        .conflicts(["keep", "page"]),
    )
    .option("--thousand", "1,000 apps as well, once", false)
    .addOption(
      new Option("--page", "measure nothing: write the page from the figures as they are")
        .default(false)
        .conflicts(["apps", "latency", "rounds", "keep", "thousand"]),
    )
    .addOption(
      new Option("--into <folder>", "where figures.json and benchmarks.md go, instead of the checkout").argParser(
        folder,
      ),
    );
}

const list = (flags: string, description: string, least: number): Option =>
  new Option(flags, description).argParser((text) => [...new Set(text.split(",").map((part) => whole(part, least)))]);

function folder(text: string): string {
  if (!statSync(text, { throwIfNoEntry: false })?.isDirectory()) throw new InvalidArgumentError("Must be a folder.");
  return text;
}

function whole(text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text.trim()) || value < least) {
    throw new InvalidArgumentError(`Must be a whole number, ${least} or more, not "${text}".`);
  }
  return value;
}
