import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { CliError, SINCH_APPS } from "../cli-error";
import type { Comparison } from "./compare";
import { type AppReport, type ChangeReport, type DriftReport, SCHEMA_VERSION, type WebhookReport } from "./report";
import reportSchema from "./report.schema.json";
import { resourcesOf } from "./resources";

/** Reads an earlier report. @throws CliError where there is none, or another version's. */
export function readEarlier(file: string): Comparison {
  let report: DriftReport;
  try {
    report = JSON.parse(readFileSync(file, "utf8")) as DriftReport;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(`--since: ${file} ${code ? `can't be read (${code})` : "isn't JSON"}`, USE);
  }
  if (isReport(report)) return report;
  const version = report?.schemaVersion;
  const isNewer = typeof version === "number" && version > SCHEMA_VERSION;
  throw new CliError(
    isNewer
      ? `--since: a newer version of this package wrote ${file} (form ${version}, known here: ${SCHEMA_VERSION})`
      : `--since: ${file} isn't a drift report`,
    USE,
  );
}

function isReport(report: unknown): boolean {
  try {
    return new Ajv({ strict: false, logger: false }).validate(reportSchema, report);
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    const flag = "--disallow-code-generation-from-strings";
    throw new CliError(
      `--since: Node.js runs with ${flag}, which keeps it from checking the report`,
      `Take ${flag} out of NODE_OPTIONS`,
    );
  }
}

const USE = `It must be what \`${SINCH_APPS} drift --format json\` wrote`;

/** Marks what an earlier report has, too. A change is the same where its field shows the same. */
export function markKnown(now: Comparison, earlier: Comparison): Comparison {
  const known = new Set(findingsIn(earlier));
  const marked = <T>(finding: T, key: string): T => (known.has(key) ? { ...finding, known: true } : finding);
  const seenBefore = <T extends AppReport | WebhookReport>(one: T): T => ({
    ...(one.status === "missing" ? marked(one, keyOf("missing", one.urn, one.id)) : one),
    changes: one.changes.map((change) => marked(change, keyOfChange(one, change))),
  });
  return {
    stacks: now.stacks.map((stack) => ({
      ...stack,
      ...(stack.webhooks ? { webhooks: stack.webhooks.map(seenBefore) } : {}),
      apps: stack.apps.map((app) => ({
        ...seenBefore(app),
        health: app.health.map((one) => marked(one, keyOf(one.status, app.urn, app.id, one.channel))),
      })),
    })),
    places: now.places.map((place) => ({
      ...place,
      ...(place.unmanaged
        ? {
            unmanaged: place.unmanaged.map((app) =>
              marked(app, keyOf("unmanaged", place.projectId, place.region, app.id)),
            ),
          }
        : {}),
      ...(place.unmanagedWebhooks
        ? { unmanagedWebhooks: place.unmanagedWebhooks.map((one) => marked(one, keyOf("webhook", one.id))) }
        : {}),
    })),
  };
}

function findingsIn({ stacks, places }: Comparison): string[] {
  const ofResources = stacks
    .flatMap(resourcesOf)
    .flatMap((one) => [
      ...(one.status === "missing" ? [keyOf("missing", one.urn, one.id)] : []),
      ...one.changes.map((change) => keyOfChange(one, change)),
    ]);
  const ofApps = stacks
    .flatMap(({ apps }) => apps)
    .flatMap((app) => app.health.map((one) => keyOf(one.status, app.urn, app.id, one.channel)));
  const ofPlaces = places.flatMap(({ projectId, region, unmanaged = [], unmanagedWebhooks = [] }) => [
    ...unmanaged.map(({ id }) => keyOf("unmanaged", projectId, region, id)),
    ...unmanagedWebhooks.map(({ id }) => keyOf("webhook", id)),
  ]);
  return [...ofResources, ...ofApps, ...ofPlaces];
}

const keyOf = (...parts: readonly unknown[]): string => JSON.stringify(parts);

// A URN doesn't say which organization's stack it is of.
const keyOfChange = ({ urn, id }: AppReport | WebhookReport, { kind, path, actual }: ChangeReport): string =>
  keyOf(kind, urn, id, path, actual ?? null);
