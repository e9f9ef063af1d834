import { nameIn } from "../../provider/base/urn";
import { appType } from "../../provider/resources/app";
import { type AppEntry, type Change, plain, type Report, SECRET, type Section } from "../report";
import { sharedLine } from "../stack/shared-senders";
import { counted } from "../terminal";
import type {
  AppReport,
  ChangeReport,
  DriftReport,
  HealthReport,
  PlaceReport,
  StackReport,
  WebhookReport,
} from "./report";
import { countsOfAll, countsOfStack, severityOf, sharedText, sideNotes, verdictOf } from "./words";

/** What drift found, to be rendered. */
export const asReport = (report: DriftReport): Report => ({
  command: "drift",
  title: { text: verdictOf(report), about: countsOfAll(report), severity: severityOf(report) },
  notes: sideNotes(report),
  problems: report.problems,
  sections: [...report.stacks.map(stackSection), ...report.places.flatMap(placeSection)],
  next: {
    steps: report.next.map(({ why, commands }) => ({ text: commands.length > 0 ? `${why}:` : why, commands })),
  },
});

function stackSection(stack: StackReport): Section {
  const title = `stack ${stack.name}`;
  if (stack.error !== undefined) {
    return { title, summary: { text: "could not be read", severity: "bad" }, folded: true, parts: [] };
  }
  const interrupted = stack.pendingOperations.map(({ type, urn }) => ({
    operation: type,
    name: nameIn(urn),
  }));
  return {
    title,
    summary: { text: countsOfStack(stack) },
    folded: true,
    parts: [
      {
        kind: "apps",
        apps: worstFirst([...stack.apps.map(appEntry), ...(stack.webhooks ?? []).map(webhookEntry)], isAtStake),
        interrupted,
      },
    ],
  };
}

const isAtStake = ({ changes }: AppEntry): boolean => changes.some(({ severity }) => severity === "bad");

/** What matters most first, the rest in its order. */
const worstFirst = <T>(items: readonly T[], isWorst: (item: T) => boolean): T[] =>
  [...items].sort((one, other) => Number(isWorst(other)) - Number(isWorst(one)));

const SEVERITIES = { "in-sync": "good", changed: "warning", missing: "bad", unreadable: "bad" } as const;

function appEntry({ name, displayName, id, status, changes, health, known }: AppReport): AppEntry {
  return {
    name,
    ...(displayName === undefined ? {} : { displayName }),
    id,
    status: status === "in-sync" ? "in sync" : status,
    severity: SEVERITIES[status],
    changes: worstFirst(changes.map(changeEntry), ({ severity }) => severity === "bad"),
    channels: health.map(channelEntry),
    ...knownIn({ known }),
  };
}

/** A webhook is shown among the apps, with its target as its display name. It may have the resource name of its app. */
const webhookEntry = ({ target, name, ...webhook }: WebhookReport): AppEntry =>
  appEntry({
    ...webhook,
    name: `webhook ${name}`,
    health: [],
    ...(target === undefined ? {} : { displayName: target }),
  });

const changeEntry = ({ kind, field, secret, deployed, actual, known, stake }: ChangeReport): Change => ({
  kind,
  field,
  before: secret ? SECRET : plain(deployed),
  after: secret ? SECRET : plain(actual),
  severity: stake === undefined ? "warning" : "bad",
  ...knownIn({ known }),
});

const channelEntry = ({ channel, status, reason, known }: HealthReport): AppEntry["channels"][number] => ({
  channel,
  status: status === "FAILING" ? "failing" : "pending",
  severity: status === "FAILING" ? "bad" : "warning",
  ...(reason === undefined ? {} : { reason }),
  ...knownIn({ known }),
});

/** Senders that are named; a JSON report has all. */
const MOST_SENDERS = 20;

function placeSection({
  projectId,
  region,
  unmanaged = [],
  unmanagedWebhooks = [],
  shared = [],
}: PlaceReport): Section[] {
  const title = `project ${projectId}, region ${region}`;
  const left = shared.length > MOST_SENDERS ? [`and ${shared.length - MOST_SENDERS} more`] : [];
  const others: Section = {
    title,
    summary: { text: `${unmanaged.length} unmanaged` },
    folded: true,
    parts: [{ kind: "unmanaged", apps: unmanaged }],
  };
  const senders: Section = {
    title,
    summary: { text: `${sharedText(shared.length)}: ${appType.definition.sharing}`, severity: "warning" },
    folded: true,
    parts: [{ kind: "list", items: [...shared.slice(0, MOST_SENDERS).map(sharedLine), ...left] }],
  };
  const webhooks: Section = {
    title,
    summary: { text: `${counted(unmanagedWebhooks.length, "webhook")} of managed apps unmanaged` },
    folded: true,
    parts: [
      { kind: "list", items: unmanagedWebhooks.map(({ id, appId, target }) => `${target} (${id}, app ${appId})`) },
    ],
  };
  return [
    ...(unmanaged.length > 0 ? [others] : []),
    ...(unmanagedWebhooks.length > 0 ? [webhooks] : []),
    ...(shared.length > 0 ? [senders] : []),
  ];
}

const knownIn = ({ known }: { readonly known: true | undefined }): { readonly known?: true } =>
  known ? { known } : {};
