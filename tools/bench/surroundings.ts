import { cpus, loadavg, release, totalmem, type } from "node:os";
import type { Engine } from "../engine";
import type { BenchFigures, When } from "./figures";

const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;

/** The machine that a measurement is made on. */
export function machine(): BenchFigures["machine"] {
  const all = cpus();
  return {
    processor: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${release()}`,
  };
}

/** Today, and what the machine has to do. */
export const now = (): When => ({
  date: new Date().toISOString().slice(0, 10),
  load: Number(loadavg()[0]?.toFixed(1)),
});

/** The versions of what takes part. */
export function versions(engine: Engine): Record<string, string> {
  return {
    "Node.js": process.versions.node,
    "Pulumi CLI": String(engine.version),
    "@pulumi/pulumi": versionOf("@pulumi/pulumi"),
    "pulumi-sinch-conversation": versionOf("pulumi-sinch-conversation"),
  };
}
