import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What long tests and tools measure, by id, and how `docs/reliability.md` shows it. */
export const MEASURED = {
  "apps-at-once": "2000 apps at once, with the limit on",
  "apps-in-one-stack": "2000 apps in one stack, through the engine",
  "broken-variants": "broken variants",
  coverage: "coverage without an engine",
  "drift-as-refresh": "drift: 200 random changes against refresh",
  "drift-of-many": "drift: 300 apps, 50 changed",
  "full-disk": "full disk",
  "import-masked": "taking over 40 apps, secrets masked",
  "import-openapi": "taking over 40 apps, defaults openapi",
  "import-sdk": "taking over 40 apps, defaults sdk",
  "import-sparse": "taking over 40 apps, defaults sparse",
  "kills-at-random": "kills at random",
  "kills-at-requests": "kills at requests",
  "kills-at-requests-native": "kills at requests, native form",
  "kills-at-webhook-requests": "kills at requests for webhooks, both forms",
  leak: "a leak in a provider process",
  lifecycle: "random sequences",
  "lifecycle-dynamic-provider": "random sequences through Pulumi's process for dynamic resources",
  "lifecycle-plugin": "random sequences through the native plugin's process",
  "look-alikes": "look-alikes",
  mutation: "mutation",
  "policy-preview": "policy pack, preview of 300 new apps",
  promotion: "promotion",
  soak: "5 minutes in one provider process",
  "verbose-logs": "verbose logs",
  "verbose-logs-native": "verbose logs of the native form",
  "webhook-sequences": "random sequences of an app with webhooks",
  "webhooks-in-one-stack": "100 apps with 3 webhooks each in one stack, seconds",
} as const;

export type FigureId = keyof typeof MEASURED;

/** What was measured: counts, ratios, the seed that it began with. */
export type Figures = Readonly<Record<string, number | string>>;

const FILE = path.join(__dirname, "../figures.json");

/** The last figures, checked in. */
export function readFigures(): Partial<Record<FigureId, Figures>> {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {};
}

/** Keeps the figures of a long test, with today's date. Long tests run one after the other (`npm run test:all`). */
export function recordFigures(id: FigureId, figures: Figures): void {
  const all = readFigures();
  all[id] = { date: new Date().toISOString().slice(0, 10), ...figures };
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}
