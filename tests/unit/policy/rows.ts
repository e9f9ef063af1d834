import * as pulumi from "@pulumi/pulumi";
import type { AppArgs } from "pulumi-sinch-conversation";

// Apps for the rules: each is the good one with a change, and what is to be said of it under `CONFIG`, in full.

type Channel = Record<string, unknown>;

/** One app, and the violations that it has to have: `<rule> <part of the text>`, without `sinch-app-`. */
export interface Row {
  readonly args: Record<string, unknown>;
  readonly protect?: boolean;
  readonly violations: readonly string[];
  /** Of the native form, if they are others. */
  readonly native?: readonly string[];
}

/** For a stack named `prod-eu`. */
export const CONFIG = {
  "sinch-app-retention-limit": { maxDays: 90, maxDispatchDays: 3 },
  "sinch-app-display-name": {
    patterns: [
      { stacks: ["dev*"], pattern: "^never$" },
      { stacks: ["prod-*"], pattern: "^EU " },
    ],
  },
  "sinch-app-allowed-channels": {
    allowed: [
      { stacks: ["prod-*"], channels: ["SMS", "WHATSAPP", "VIBER", "TELEGRAM", "LINE"] },
      { stacks: ["*"], channels: [] },
    ],
  },
  "sinch-app-allowed-regions": { allowed: [{ stacks: ["prod-eu"], regions: ["us", "br"] }] },
  "sinch-app-consent-modes": { allowed: [{ stacks: ["prod-*"], modes: ["DISABLED", "PRIMARY"] }] },
  "sinch-app-extra-fields": { allowed: ["new_mode", "TELEGRAM.*"] },
  "sinch-app-full-metadata": { exceptApps: ["audited-*"] },
  "sinch-app-callback-secrets": { overriddenCallbackUrls: true },
};

/** The same stack, with rules that look elsewhere. All but the remediation are notes, so that `up` goes on. */
export const LENIENT = {
  all: "advisory",
  "sinch-app-retention-limit": { maxDays: 90, enforcementLevel: "remediate" },
  "sinch-app-persist-retention": { exceptStacks: ["prod-*"] },
  "sinch-app-full-metadata": { exceptStacks: ["{audit,prod}-??"] },
  "sinch-app-protection": { stacks: ["live"] },
  "sinch-app-duplicate-name": { exceptStacks: ["prod-eu"] },
  "sinch-app-display-name": { patterns: [{ stacks: ["live"], pattern: "^never$" }] },
  "sinch-app-allowed-channels": { allowed: [{ stacks: ["live"], channels: [] }] },
  "sinch-app-allowed-regions": { allowed: [{ stacks: ["live"], regions: [] }] },
};

let count = 0;
export const bearer = (channel: string, identity = `plan-${++count}`): Channel => ({
  channel,
  staticBearer: { claimedIdentity: identity, token: "CANARY-token" },
  callbackSecret: pulumi.secret("CANARY-callback"),
});
const telegram = (): Channel => ({
  channel: "TELEGRAM",
  telegramCredentials: { token: "CANARY-bot" },
  callbackSecret: "CANARY-callback",
});
const line = (ordinal: number, more: Channel = { callbackSecret: "CANARY-callback" }): Channel => ({
  channel: "LINE",
  credentialOrdinalNumber: ordinal,
  lineCredentials: { token: "CANARY-line", secret: "CANARY-secret", isDefault: ordinal === 0 },
  ...more,
});
const withToken = (channel: string): Channel => ({
  channel,
  staticToken: { token: "CANARY-page" },
  callbackSecret: "CANARY-callback",
});
const without = ({ callbackSecret, ...entry }: Channel): Channel => entry;

/** An app that no rule has anything against. */
export const good = (): Record<string, unknown> => ({
  displayName: `EU ${++count}`,
  channelCredentials: [bearer("SMS")],
  processingMode: "CONVERSATION",
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 90 },
  callbackSettings: { secretForOverriddenCallbackUrls: "CANARY-overridden" },
});
const row = (change: Record<string, unknown>, ...violations: string[]): Row => ({
  args: { ...good(), ...change },
  violations,
});
const expiring = (ttlDays: unknown): unknown => ({ retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays });
const TAKEN = "taken";

/** @param end what the identities end in that rows of several calls would share. */
export const rows = (end = ""): Record<string, Row> => ({
  good: row({}),
  "limit-over": row(
    { retentionPolicy: expiring(91) },
    "retention-limit retentionPolicy.ttlDays is 91; at most 90 days are allowed",
  ),
  "limit-unstated": row(
    { retentionPolicy: undefined },
    "retention-limit retentionPolicy.ttlDays isn't set; at most 90 days are allowed, and the service's default is 180",
  ),
  "limit-dispatch": row(
    { processingMode: "DISPATCH", dispatchRetentionPolicy: expiring(5) },
    "retention-limit dispatchRetentionPolicy.ttlDays is 5; at most 3 days",
  ),
  "dispatch-good": row({
    processingMode: "DISPATCH",
    retentionPolicy: undefined,
    dispatchRetentionPolicy: expiring(3),
  }),
  persist: row(
    { retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY" } },
    'persist-retention retentionPolicy.retentionType is "PERSIST_RETENTION_POLICY"; it is allowed only in stacks',
  ),
  "stated-missing": row(
    { retentionPolicy: undefined, channelCredentials: [bearer("SMS"), telegram()] },
    "retention-limit retentionPolicy.ttlDays isn't set",
    'retention-stated retentionPolicy isn\'t set; an app with "TELEGRAM" must set it',
  ),
  "stated-good": row({ channelCredentials: [telegram()] }),
  "dispatch-telegram": row(
    { processingMode: "DISPATCH", channelCredentials: [bearer("SMS"), telegram()] },
    'dispatch-channels channelCredentials[1].channel is "TELEGRAM"; allowed with processingMode "DISPATCH": "SMS"',
  ),
  "secret-missing": row(
    { channelCredentials: [bearer("SMS"), without(telegram())] },
    "callback-secrets channelCredentials[1].callbackSecret isn't set; a secret is required for TELEGRAM",
  ),
  "secret-of-managed": row({ channelCredentials: [without(bearer("SMS")), without(bearer("WHATSAPP"))] }),
  "secret-empty": row(
    { channelCredentials: [bearer("SMS"), { ...telegram(), callbackSecret: "" }] },
    "callback-secrets channelCredentials[1].callbackSecret isn't set",
  ),
  "secret-of-second-line": row(
    { channelCredentials: [line(0), line(1, {})] },
    "callback-secrets channelCredentials[1].callbackSecret isn't set; a secret is required for LINE",
  ),
  "secret-overridden": row(
    { callbackSettings: undefined },
    "callback-secrets callbackSettings.secretForOverriddenCallbackUrls isn't set",
  ),
  name: row({ displayName: "Support" }, 'display-name displayName is "Support"; it must match ^EU  in stack "prod-eu"'),
  channel: row(
    { channelCredentials: [bearer("SMS"), withToken("MESSENGER")] },
    'allowed-channels channelCredentials[1].channel is "MESSENGER"; allowed in stack "prod-eu": "SMS", "WHATSAPP"',
  ),
  region: row({ region: "eu" }, 'allowed-regions region is "eu"; allowed in stack "prod-eu": "us", "br"'),
  deprecated: row(
    { channelCredentials: [withToken("VIBER")] },
    'deprecated-channels channelCredentials[0].channel is "VIBER"; it is deprecated; use VIBERBM',
  ),
  unprotected: {
    ...row({}, 'protection the resource option protect is false; it must be true in stack "prod-eu"'),
    protect: false,
  },
  "fallback-alone": row(
    { deliveryReportBasedFallback: { enabled: true } },
    "fallback-channels deliveryReportBasedFallback.enabled is true; it needs at least 2 different channels; the app has 1",
  ),
  "fallback-of-one-kind": row(
    { deliveryReportBasedFallback: { enabled: true }, channelCredentials: [line(0), line(1)] },
    "fallback-channels deliveryReportBasedFallback.enabled is true; it needs at least 2",
  ),
  "fallback-good": row({
    deliveryReportBasedFallback: { enabled: true },
    channelCredentials: [bearer("SMS"), telegram()],
  }),
  "fallback-off": row({ deliveryReportBasedFallback: { enabled: false } }),
  "identity-elsewhere": row({ channelCredentials: [bearer("WHATSAPP", TAKEN + end)] }),
  "without-effect": row(
    { processingMode: "CONVERSATION", dispatchRetentionPolicy: expiring(1) },
    'dispatch-retention dispatchRetentionPolicy.ttlDays is 1; it has no effect with processingMode "CONVERSATION": set retentionPolicy instead, or processingMode "DISPATCH" (exceptions: sinch-app-dispatch-retention.exceptApps)',
  ),
  "mode-unset": row(
    { processingMode: undefined, dispatchRetentionPolicy: expiring(1) },
    "processing-mode processingMode isn't set; set it: ",
  ),
  consent: row({ consentManagerSettings: { mode: "PRIMARY" } }),
  "consent-elsewhere": row(
    { consentManagerSettings: { mode: "SECONDARY" } },
    'consent-modes consentManagerSettings.mode is "SECONDARY"; allowed in stack "prod-eu": "DISABLED", "PRIMARY"',
  ),
  "extra-allowed": row({
    channelCredentials: [{ ...telegram(), extraFields: { any: "CANARY-any" } }],
    extraFields: { new_mode: "CANARY-mode" },
  }),
  extra: row(
    {
      channelCredentials: [
        { ...telegram() },
        { ...bearer("SMS"), extraFields: { static_bearer: { a: "CANARY-a" }, b: 1 } },
      ],
      extraFields: { new_mode: true, new_token: { deep: "CANARY-deep" }, new_limit: 7 },
    },
    "extra-fields extraFields.new_token is set; this version of the package doesn't know it, so no rule checks it (configuration: sinch-app-extra-fields.allowed)",
    "extra-fields extraFields.new_limit is set",
    "extra-fields channelCredentials[1].extraFields.static_bearer is set",
    "extra-fields channelCredentials[1].extraFields.b is set",
  ),
  full: row(
    { conversationMetadataReportView: "FULL" },
    'full-metadata conversationMetadataReportView is "FULL"; it is allowed only in stacks',
  ),
  "audited-full": row({ conversationMetadataReportView: "FULL" }),
  duplicate: row(
    { allowDuplicateName: true },
    'duplicate-name allowDuplicateName is true; it isn\'t allowed in stack "prod-eu"',
  ),
});

/** Two apps that claim one identity: one of them, whichever is second, is told so. */
export const twins = (): Record<string, Row> => ({
  "same-one": row({ channelCredentials: [bearer("SMS", TAKEN)] }),
  "same-other": row({ channelCredentials: [bearer("SMS", TAKEN)] }),
});

/** Apps that aren't known in whole at preview: what is known and wrong is said, of the rest that it can't be told. */
export const unknownRows = (unknown: <T>(value: T) => pulumi.Output<T>, end = ""): Record<string, Row> => ({
  "unknown-list": row(
    { channelCredentials: unknown([bearer("SMS")]) },
    "?allowed-channels",
    "?callback-secrets",
    "?deprecated-channels",
    "?extra-fields",
  ),
  "unknown-entry": row(
    { channelCredentials: [unknown(telegram()), withToken("MESSENGER")] },
    'allowed-channels channelCredentials[1].channel is "MESSENGER"',
    "?allowed-channels",
    "?callback-secrets",
    "?deprecated-channels",
    "?extra-fields",
  ),
  // The dynamic form keeps secrets together, so that one which isn't known yet hides whether the others are set.
  "unknown-token": {
    ...row(
      { channelCredentials: [{ ...telegram(), telegramCredentials: { token: unknown("CANARY") } }] },
      "?callback-secrets",
    ),
    native: [],
  },
  "unknown-token-of-managed": row({
    channelCredentials: [
      { ...bearer("SMS"), staticBearer: { claimedIdentity: `known${end}`, token: unknown("CANARY") } },
    ],
  }),
  "unknown-policy": row({ retentionPolicy: unknown(expiring(400)) }, "?persist-retention", "?retention-limit"),
  "unknown-days": row({ retentionPolicy: expiring(unknown(400)) }, "?retention-limit"),
  "unknown-name": row({ displayName: unknown("Support") }, "?display-name"),
  "unknown-extra": row({ extraFields: unknown({ other: 1 }) }, "?extra-fields"),
  "unknown-region": row({ region: unknown("eu") }, "?allowed-regions"),
  "unknown-mode": row({ processingMode: unknown("DISPATCH") }, "?dispatch-channels"),
  "unknown-view": row({ conversationMetadataReportView: unknown("FULL") }, "?full-metadata"),
});

export const argsOf = ({ args }: Row): AppArgs => args as unknown as AppArgs;
