import { type Leaves, splitPath } from "../../../provider/model/leaves";
import { byKey } from "../../../provider/model/path";
import { appType } from "../../../provider/resources/app";
import { type AppFacts, isUnset, ownKind, placeOf } from "../facts/app-facts";
import type { PlanGate } from "../facts/gates";
import { isPlaceholder } from "../facts/placeholder";
import { daysInWords, RETENTION_FIELDS, retentionDays, statesRetention } from "../facts/retention";
import type { Finding, PlannedApp, RecordedApp, SourceRecord } from "../records/records";
import type { SecretDigests } from "../records/secret-digests";

/** What becomes of an app, in memory. */
export interface AppOutcome {
  readonly name: string;
  readonly action: PlannedApp["action"];
  readonly now?: AppFacts;
  readonly after?: AppFacts;
  /** As the service shows it. */
  readonly live?: Leaves;
}

/** What speaks against a change to an app. Nothing of a secret is said but where it stands. */
export function appFindings(outcome: AppOutcome): Finding[] {
  const { name, action } = outcome;
  const at = (gate: PlanGate, message: string, fix?: string): Finding => ({
    gate,
    app: name,
    message,
    ...(fix ? { fix } : {}),
  });
  if (action === "delete") {
    const fix = `if it was renamed in the program, keep it by aliases: [{ name: ${JSON.stringify(name)} }]`;
    return [at("delete", "it would be deleted, with all its messages and conversations", fix)];
  }
  const replaced = action === "replace" ? [at("replace", "it would be deleted and made anew, with another id")] : [];
  return [
    ...replaced,
    ...lostChannels(outcome).map((channel) => at("channel", `it would lose its channel ${channel}`)),
    ...shortened(outcome).map((message) => at("retention", message)),
    ...placeholders(outcome).map((path) => at("placeholder", `${inWords(path)} was never filled in`, "fill it in")),
  ];
}

function lostChannels({ now, after, live }: AppOutcome): string[] {
  return appType.writableFields.filter(appType.listKeys).flatMap((field) => {
    const [before, then] = [[...keysOf(now?.leaves, field), ...keysOf(live, field)], after?.leaves.get(field)];
    if (!Array.isArray(then)) return [];
    return [...new Set(before)].filter((key) => !then.includes(key));
  });
}

const keysOf = (leaves: Leaves | undefined, field: string): string[] => {
  const keys = leaves?.get(field);
  return Array.isArray(keys) ? (keys as string[]) : [];
};

function shortened({ now, after, live }: AppOutcome): string[] {
  if (!now || !after) return [];
  return RETENTION_FIELDS.flatMap((field) => {
    if (!statesRetention(after.leaves, field)) return [];
    // What the program doesn't state is the service's: only the service knows it.
    const before = retentionDays(live ?? now.leaves, field);
    const then = retentionDays(after.leaves, field);
    if (before === undefined || then === undefined || then >= before) return [];
    return [
      `${field} would be shortened from ${daysInWords(before)} to ${daysInWords(then)}: what is older is deleted`,
    ];
  });
}

const placeholders = ({ after }: AppOutcome): string[] =>
  [...(after?.leaves ?? [])].filter(([, value]) => isPlaceholder(value)).map(([path]) => path);

/** Whether an app would be made in a Sinch project of the source's: a target that has apps there already is meant to. */
export function inSourceProject({ name, now, after }: AppOutcome, { apps, stack }: SourceRecord): Finding[] {
  const { projectId } = after ?? {};
  if (projectId === undefined || now?.projectId === projectId || !apps.some((app) => app.projectId === projectId)) {
    return [];
  }
  const message = `it would be made in ${stack}'s Sinch project, ${projectId}`;
  return [{ gate: "same-project", app: name, message, fix: "set sinch:projectId to one of its own" }];
}

const NAMED_SECRET = /secret|token|passw|passphrase|credential|key|auth|cert|private/i;

/** What this version doesn't know and whose name tells no secret: it is kept as one, and may be the same in every environment all the same. */
function isSetting(path: string): boolean {
  const names = splitPath(path);
  return (
    appType.isExtra(names) &&
    !names.slice(names.indexOf(appType.openField as string) + 1).some((name) => NAMED_SECRET.test(name))
  );
}

/** The identities and secrets of an app that are the source's, too. */
export async function sharedWithSource(
  { name, after }: AppOutcome,
  source: SourceRecord,
  digests: SecretDigests,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [path, value] of after?.leaves ?? []) {
    if (isUnset(value)) continue;
    if (after?.isSecret(path)) {
      if (isSetting(path)) continue;
      const place = await sameSecret(value, { key: after.key, path }, source, digests);
      const message = `${inWords(path)} is that of ${place}`;
      if (place) found.push({ gate: "same-secret", app: name, path, message, fix: "set one of its own" });
    } else if (ownKind(path, value) === "identity") {
      const other = source.apps.find((app) => app.fields[path] === value);
      if (!other) continue;
      const message = `${inWords(path)} is that of ${source.stack}: ${JSON.stringify(value)}`;
      found.push({ gate: "same-identity", app: name, path, message, fix: "set one of its own" });
    }
  }
  return found;
}

/** The secrets of the source's app that this one lacks, on channels that it has. */
export function lackingSecrets({ name, after }: AppOutcome, source: RecordedApp | undefined, stack: string): Finding[] {
  if (!after || !source) return [];
  return Object.keys(source.secrets).flatMap((path): Finding[] => {
    const [field = "", key = ""] = splitPath(path);
    const keys = after.leaves.get(field);
    const value = after.leaves.get(path);
    if (!isUnset(value) || (Array.isArray(keys) && !keys.includes(key))) return [];
    return [{ gate: "secret", app: name, message: `${inWords(path)} isn't set, which ${stack} has`, fix: "set it" }];
  });
}

/**
 * Where the source has a secret, `support, channelCredentials[SMS].staticBearer.token`; `undefined` where it hasn't. Of several
 * places the one of the same app and field comes first.
 */
async function sameSecret(
  value: unknown,
  own: { readonly key: string; readonly path: string },
  source: SourceRecord,
  digests: SecretDigests,
): Promise<string | undefined> {
  const places = source.apps
    .flatMap(({ key, name, secrets }) =>
      Object.entries(secrets).map(([path, digest]) => {
        const distance = (key === own.key ? 0 : 2) + (path === own.path ? 0 : 1);
        return { key, name, path, digest, distance };
      }),
    )
    .sort((one, other) => one.distance - other.distance);
  for (const { key, name, path, digest } of places) {
    if (await digests.matches(digest, placeOf(key, path), value)) return `${source.stack} (${name}, ${inWords(path)})`;
  }
  return undefined;
}

/** `channelCredentials/SMS/staticBearer/token` → `channelCredentials[SMS].staticBearer.token`. */
export function inWords(path: string): string {
  return byKey(appType, splitPath(path));
}
