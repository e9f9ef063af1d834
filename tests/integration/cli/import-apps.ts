import type { Fake } from "../../../fake";
import { wireChannels } from "../../fixtures/channels";
import { fields } from "../../fixtures/fields";

type Wire = Record<string, unknown>;

/** Names that a program, a resource or a shell could stumble over. */
const NAMES = [
  "Support",
  "Support",
  "support",
  "SUPPORT!",
  "💬",
  "🇸🇪 Hjälp 👩‍👩‍👧",
  "日本サポート",
  'Zoë\'s "Shop" `$` $(reboot)',
  "it's",
  "3 Shops",
  "007",
  "constructor",
  "__proto__",
  "class",
  "new App('x')",
  "line\nbreak */ // \u2028 end",
  "\u202eesrever",
  "x".repeat(300),
  `${"long name ".repeat(30)}end`,
  "back\\slash",
  "a".repeat(62),
  "e\u0301clair",
  "Поддержка",
  "--secret",
  "  blanks  ",
];

const FIELD_ROWS = Object.entries(fields).filter(
  ([row]) =>
    ![
      "display_name",
      "retention_policy.ttl_days",
      "consent_manager_settings",
      "delivery_report_based_fallback.enabled",
    ].includes(row),
);

/** A channel, fields and leaves that the schema doesn't know. */
const UNKNOWN: Wire = {
  channel_credentials: [
    {
      channel: "SMS",
      static_bearer: { claimed_identity: "plan", token: "sms-token", expires_in_days: 7 },
      sender_pool: ["one", "two"],
    },
    {
      channel: "SMOKE",
      smoke_credentials: { token: "smoke-token", fires: 3, hills: ["north"], blanket: { wool: true }, none: null },
      callback_secret: "smoke-callback",
    },
  ],
  processing_mode: "TELEPATHY",
  retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 9, grace_days: 2 },
  message_retry_settings: { retry_duration: 100, jitter: true },
  spam_filter: { level: "HIGH", rules: [1, 2] },
};

/** 40 apps over all channels and fields, as the service may hold them. */
export const FORTY: readonly Wire[] = [
  ...Object.values(wireChannels).map(({ created }) => ({ channel_credentials: created })),
  ...FIELD_ROWS.map(([, { changed }]) => changed.wire as Wire),
  UNKNOWN,
].map((app, index) => ({ ...app, display_name: NAMES[index] ?? `App ${index}` }));

/** Puts apps into a fake, with ids that rise. @returns the ids. */
export function insertAll(fake: Fake, apps: readonly Wire[] = FORTY): string[] {
  return apps.map((app, index) => fake.insert({ ...app, id: `01M8TAKE0VER${String(index).padStart(14, "0")}` }));
}
