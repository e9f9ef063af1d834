// Generated from the schemas of provider/resources by `npm run generate`. What a program sets: the arguments of the resources.

import type * as pulumi from "@pulumi/pulumi";
import type { InputList } from "../inputs";

/**
 * LINE credentials of an enterprise account, for either Japan or Thailand.
 */
export type LineEnterpriseCredentials = LineEnterpriseThailandCredentials | LineEnterpriseJapanCredentials;
/**
 * One channel of the app: its name, its one credential object, and its settings.
 */
export type ChannelCredential =
  | StaticBearerChannel
  | StaticTokenChannel
  | MmsChannel
  | KakaotalkChannel
  | KakaotalkchatChannel
  | TelegramChannel
  | LineEnterpriseChannel
  | LineChannel
  | WechatChannel
  | InstagramChannel
  | ApplebcChannel;

/**
 * The arguments of the resource `App`.
 */
export interface AppArgs {
  /**
   * Sinch project of the app. An app can't change its project: a new value replaces the app. Default: the stack's configuration `sinch:projectId`, then the environment's `SINCH_PROJECT_ID`.
   */
  projectId?: pulumi.Input<string | undefined>;
  /**
   * Region of the app and its data. An app can't change its region: a new value replaces the app. Default: the stack's configuration `sinch:region`, then the environment's `SINCH_CONVERSATION_REGION`, then `SINCH_REGION`.
   */
  region?: pulumi.Input<"us" | "eu" | "br" | undefined>;
  /**
   * ID of an existing app to adopt instead of creating one. Only the fields that differ are changed. No effect once the resource is in the state; you can remove it then.
   */
  adopt?: pulumi.Input<string | undefined>;
  /**
   * Create the app even if the project already has one with this name in the region. Without it, a name in use is refused, because it usually means that an earlier run was interrupted.
   *
   * @default false
   */
  allowDuplicateName?: pulumi.Input<boolean | undefined>;
  /**
   * Seconds that `pulumi up` waits for the service to verify the channels it wrote for this app. A channel that is FAILING, gone or still PENDING after that is an error; the app stays in the state, and the next `pulumi up` tries again. 0: don't wait. Default: the stack's configuration `sinch:channelTimeout`, then the environment's `SINCH_CHANNEL_TIMEOUT`, then 0.
   */
  channelTimeout?: pulumi.Input<number | undefined>;
  /**
   * Name of the app in the Sinch dashboard. The service allows several apps with the same name.
   */
  displayName: pulumi.Input<string>;
  /**
   * The app's channels with their credentials, by priority: the first that reaches a contact is used. Each channel once, except LINE. The service replaces the whole list.
   */
  channelCredentials: InputList<ChannelCredential>;
  /**
   * How much of a conversation's metadata goes into callbacks: none, or all of it.
   *
   * @default "NONE"
   */
  conversationMetadataReportView?: pulumi.Input<"NONE" | "FULL" | undefined>;
  /**
   * How long the service keeps messages and conversations in CONVERSATION mode. No effect in DISPATCH mode, the mode of new apps unless you set `processingMode`.
   */
  retentionPolicy?: pulumi.Input<RetentionPolicy | undefined>;
  /**
   * How long the service keeps messages processed in DISPATCH mode. No effect in CONVERSATION mode.
   */
  dispatchRetentionPolicy?: pulumi.Input<DispatchRetentionPolicy | undefined>;
  /**
   * How messages are processed. CONVERSATION: as part of conversations with contacts, kept for as long as `retentionPolicy` says. DISPATCH: each on its own, kept for as long as `dispatchRetentionPolicy` says, by default not at all. A change takes effect at once. Set it, because there is no fixed default: the service chose CONVERSATION for new apps before April 2025, and DISPATCH since.
   */
  processingMode?: pulumi.Input<"CONVERSATION" | "DISPATCH" | undefined>;
  /**
   * Sinch's Consent Management: detects opt-out and opt-in keywords, and keeps a list of who opted out. First accept its terms on the app's page in the Sinch dashboard. Not in Sinch's reference for this API, but seen to work. If responses don't show it, a manual change isn't drift, and the value isn't sent again.
   */
  consentManagerSettings?: pulumi.Input<ConsentManagerSettings | undefined>;
  /**
   * Analysis of incoming messages by Sinch's Smart Conversations.
   */
  smartConversation?: pulumi.Input<SmartConversation | undefined>;
  /**
   * How callbacks are sent.
   */
  callbackSettings?: pulumi.Input<CallbackSettings | undefined>;
  /**
   * Fallback to the next channel if no delivery report arrives in time. A paid feature.
   */
  deliveryReportBasedFallback?: pulumi.Input<DeliveryReportBasedFallback | undefined>;
  /**
   * How long the service retries handing a message to a channel.
   */
  messageRetrySettings?: pulumi.Input<MessageRetrySettings | undefined>;
  /**
   * Fields of the app that this version of the package doesn't know, by the service's own names (`new_setting`), with any JSON value. They are sent unvalidated; their strings and lists are stored as secrets. A known field is refused with the name to use. A field within a known object goes under the object's name (`{ retention_policy: { new_leaf: 1 } }`), with the object set as well.
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * Credentials of a channel with an identity and a bearer token.
 */
export interface StaticBearer {
  /**
   * Identity that the app sends as: the service plan ID for SMS, the sender ID for WHATSAPP, RCS and VIBERBM.
   */
  claimedIdentity: pulumi.Input<string>;
  /**
   * Bearer token for the claimed identity.
   */
  token: pulumi.Input<string>;
}
/**
 * Credentials of a channel with only a token.
 */
export interface StaticToken {
  /**
   * Access token of the page or public account.
   */
  token: pulumi.Input<string>;
}
/**
 * User name and password for MMS.
 */
export interface MmsBasicAuth {
  /**
   * User name.
   */
  username: pulumi.Input<string>;
  /**
   * Password.
   */
  password: pulumi.Input<string>;
}
/**
 * Credentials for MMS.
 */
export interface MmsCredentials {
  /**
   * MMS account ID.
   */
  accountId: pulumi.Input<string>;
  /**
   * API key of the MMS account.
   */
  apiKey: pulumi.Input<string>;
  /**
   * User name and password for MMS.
   */
  basicAuth?: pulumi.Input<MmsBasicAuth | undefined>;
  /**
   * Sender for messages that name none. Gone from the newest edition of Sinch's reference: name the sender in the message.
   */
  defaultSender?: pulumi.Input<string | undefined>;
}
/**
 * Credentials for KakaoTalk business messages.
 */
export interface KakaotalkCredentials {
  /**
   * KakaoTalk Plus friend ID.
   */
  kakaotalkPlusFriendId: pulumi.Input<string>;
  /**
   * Sender key of the Plus friend.
   */
  kakaotalkSenderKey: pulumi.Input<string>;
}
/**
 * Credentials for KakaoTalk chat.
 */
export interface KakaotalkchatCredentials {
  /**
   * KakaoTalk Plus friend ID.
   */
  kakaotalkPlusFriendId: pulumi.Input<string>;
  /**
   * API key for KakaoTalk chat.
   */
  apiKey?: pulumi.Input<string | undefined>;
}
/**
 * Credentials for Telegram.
 */
export interface TelegramCredentials {
  /**
   * Token of the Telegram bot.
   */
  token: pulumi.Input<string>;
}
/**
 * Credentials of one LINE channel.
 */
export interface LineCredentials {
  /**
   * Channel access token.
   */
  token: pulumi.Input<string>;
  /**
   * Channel secret.
   */
  secret: pulumi.Input<string>;
  /**
   * Whether to use this entry for messages that name none. With several LINE entries, exactly one is the default.
   *
   * @default false
   */
  isDefault?: pulumi.Input<boolean | undefined>;
}
/**
 * Token and secret of a LINE channel in one country.
 */
export interface LineCountryCredentials {
  /**
   * Channel access token.
   */
  token: pulumi.Input<string>;
  /**
   * Channel secret.
   */
  secret: pulumi.Input<string>;
}
/**
 * LINE credentials of an enterprise account, for either Japan or Thailand.
 */
export interface LineEnterpriseThailandCredentials {
  /**
   * Not beside `lineThailand`.
   */
  lineJapan?: undefined;
  /**
   * Token and secret of a LINE channel in one country.
   */
  lineThailand: pulumi.Input<LineCountryCredentials>;
  /**
   * Whether to use this entry for messages that name none. With several LINE entries, exactly one is the default.
   *
   * @default false
   */
  isDefault?: pulumi.Input<boolean | undefined>;
}
/**
 * LINE credentials of an enterprise account, for either Japan or Thailand.
 */
export interface LineEnterpriseJapanCredentials {
  /**
   * Token and secret of a LINE channel in one country.
   */
  lineJapan: pulumi.Input<LineCountryCredentials>;
  /**
   * Not beside `lineJapan`.
   */
  lineThailand?: undefined;
  /**
   * Whether to use this entry for messages that name none. With several LINE entries, exactly one is the default.
   *
   * @default false
   */
  isDefault?: pulumi.Input<boolean | undefined>;
}
/**
 * Credentials for WeChat.
 */
export interface WechatCredentials {
  /**
   * WeChat app ID.
   */
  appId: pulumi.Input<string>;
  /**
   * WeChat app secret.
   */
  appSecret: pulumi.Input<string>;
  /**
   * Token that WeChat signs its requests with.
   */
  token: pulumi.Input<string>;
  /**
   * Key that WeChat encrypts its messages with.
   */
  aesKey: pulumi.Input<string>;
}
/**
 * Credentials for Instagram.
 */
export interface InstagramCredentials {
  /**
   * Access token. The service exchanges it for a long-lived one, so it reads back differently.
   */
  token: pulumi.Input<string>;
  /**
   * Instagram business account ID. Required when Sinch's own Facebook app is used.
   */
  businessAccountId?: pulumi.Input<string | undefined>;
}
/**
 * Credentials for Apple Messages for Business. Set the last three, for Apple Pay, together or not at all.
 */
export interface ApplebcCredentials {
  /**
   * Business chat account ID.
   */
  businessChatAccountId: pulumi.Input<string>;
  /**
   * Merchant ID for Apple Pay.
   */
  merchantId?: pulumi.Input<string | undefined>;
  /**
   * Reference of the Apple Pay certificate.
   */
  applePayCertificateReference?: pulumi.Input<string | undefined>;
  /**
   * Password of the Apple Pay certificate.
   */
  applePayCertificatePassword?: pulumi.Input<string | undefined>;
}
/**
 * A channel with an identity and a bearer token.
 */
export interface StaticBearerChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "WHATSAPP" | "RCS" | "SMS" | "VIBERBM";
  /**
   * Credentials of a channel with an identity and a bearer token.
   */
  staticBearer: pulumi.Input<StaticBearer>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<0 | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * A channel with only a token. VIBER is deprecated, and gone from the newest edition of Sinch's reference: use VIBERBM.
 */
export interface StaticTokenChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "MESSENGER" | "VIBER";
  /**
   * Credentials of a channel with only a token.
   */
  staticToken: pulumi.Input<StaticToken>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<0 | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * MMS.
 */
export interface MmsChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "MMS";
  /**
   * Credentials for MMS.
   */
  mmsCredentials: pulumi.Input<MmsCredentials>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<0 | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * KakaoTalk business messages.
 */
export interface KakaotalkChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "KAKAOTALK";
  /**
   * Credentials for KakaoTalk business messages.
   */
  kakaotalkCredentials: pulumi.Input<KakaotalkCredentials>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<0 | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * KakaoTalk chat.
 */
export interface KakaotalkchatChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "KAKAOTALKCHAT";
  /**
   * Credentials for KakaoTalk chat.
   */
  kakaotalkchatCredentials: pulumi.Input<KakaotalkchatCredentials>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<0 | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * Telegram.
 */
export interface TelegramChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "TELEGRAM";
  /**
   * Credentials for Telegram.
   */
  telegramCredentials: pulumi.Input<TelegramCredentials>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<0 | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * LINE, the one channel that may appear several times in one app, each entry with its own `credentialOrdinalNumber`.
 */
export interface LineEnterpriseChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "LINE";
  /**
   * Not beside `lineEnterpriseCredentials`.
   */
  lineCredentials?: undefined;
  /**
   * LINE credentials of an enterprise account, for either Japan or Thailand.
   */
  lineEnterpriseCredentials: pulumi.Input<LineEnterpriseCredentials>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Tells the LINE entries of an app apart: each has its own number, 0–255. To the service, a new number is another entry.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<number | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * LINE, the one channel that may appear several times in one app, each entry with its own `credentialOrdinalNumber`.
 */
export interface LineChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "LINE";
  /**
   * Credentials of one LINE channel.
   */
  lineCredentials: pulumi.Input<LineCredentials>;
  /**
   * Not beside `lineCredentials`.
   */
  lineEnterpriseCredentials?: undefined;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Tells the LINE entries of an app apart: each has its own number, 0–255. To the service, a new number is another entry.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<number | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * WeChat.
 */
export interface WechatChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "WECHAT";
  /**
   * Credentials for WeChat.
   */
  wechatCredentials: pulumi.Input<WechatCredentials>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<0 | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * Instagram.
 */
export interface InstagramChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "INSTAGRAM";
  /**
   * Credentials for Instagram.
   */
  instagramCredentials: pulumi.Input<InstagramCredentials>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<0 | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * Apple Messages for Business.
 */
export interface ApplebcChannel {
  /**
   * The channel that this entry is for.
   */
  channel: "APPLEBC";
  /**
   * Credentials for Apple Messages for Business. Set the last three, for Apple Pay, together or not at all.
   */
  applebcCredentials: pulumi.Input<ApplebcCredentials>;
  /**
   * Secret that the service uses to verify callbacks from this channel, if the channel supports that. At most 256 characters. Channels that Sinch manages need none; on others, callbacks aren't verified without it.
   *
   * @default ""
   */
  callbackSecret?: pulumi.Input<string | undefined>;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: pulumi.Input<0 | undefined>;
  /**
   * Fields of the channel's entry that this version of the package doesn't know, by the service's own names, with any JSON value. With them, the entry may name a channel that this version doesn't know. They are sent unvalidated; their strings and lists are stored as secrets. A field within the channel's credentials goes under their name (`{ static_bearer: { new_leaf: 1 } }`).
   */
  extraFields?: pulumi.Input<Record<string, unknown> | undefined>;
}
/**
 * How long the service keeps messages and conversations in CONVERSATION mode. No effect in DISPATCH mode, the mode of new apps unless you set `processingMode`.
 */
export interface RetentionPolicy {
  /**
   * What expires: each message by its age, whole conversations by the age of their last message, or nothing at all.
   *
   * @default "MESSAGE_EXPIRE_POLICY"
   */
  retentionType: pulumi.Input<"MESSAGE_EXPIRE_POLICY" | "CONVERSATION_EXPIRE_POLICY" | "PERSIST_RETENTION_POLICY">;
  /**
   * Days until expiry, 1–3650. Anything older is deleted. No effect with PERSIST_RETENTION_POLICY.
   *
   * @default 180
   */
  ttlDays?: pulumi.Input<number | undefined>;
}
/**
 * How long the service keeps messages processed in DISPATCH mode. No effect in CONVERSATION mode.
 */
export interface DispatchRetentionPolicy {
  /**
   * What expires: each message by its age.
   *
   * @default "MESSAGE_EXPIRE_POLICY"
   */
  retentionType: pulumi.Input<"MESSAGE_EXPIRE_POLICY">;
  /**
   * Days until expiry, 0–7. With 0, messages aren't stored.
   *
   * @default 0
   */
  ttlDays?: pulumi.Input<number | undefined>;
}
/**
 * Sinch's Consent Management: detects opt-out and opt-in keywords, and keeps a list of who opted out. First accept its terms on the app's page in the Sinch dashboard. Not in Sinch's reference for this API, but seen to work. If responses don't show it, a manual change isn't drift, and the value isn't sent again.
 */
export interface ConsentManagerSettings {
  /**
   * DISABLED; PRIMARY: Sinch's documentation says that messages to people who opted out are blocked, although requests to send them were seen to succeed; SECONDARY: nothing is blocked, and webhooks with the triggers OPT_OUT and OPT_IN report it.
   */
  mode: pulumi.Input<"DISABLED" | "PRIMARY" | "SECONDARY">;
}
/**
 * Analysis of incoming messages by Sinch's Smart Conversations.
 */
export interface SmartConversation {
  /**
   * Whether incoming messages are analysed.
   *
   * @default false
   */
  enabled: pulumi.Input<boolean>;
}
/**
 * How callbacks are sent.
 */
export interface CallbackSettings {
  /**
   * Secret that signs callbacks to a URL set on a single message. Without it they aren't signed.
   *
   * @default ""
   */
  secretForOverriddenCallbackUrls: pulumi.Input<string>;
}
/**
 * Fallback to the next channel if no delivery report arrives in time. A paid feature.
 */
export interface DeliveryReportBasedFallback {
  /**
   * Whether a missing delivery report makes the service try the next channel.
   *
   * @default false
   */
  enabled: pulumi.Input<boolean>;
  /**
   * Seconds to wait for a delivery report before trying the next channel, 10–259200. The service shows 0 if unset.
   *
   * @default 0
   */
  deliveryReportWaitingTime?: pulumi.Input<number | undefined>;
}
/**
 * How long the service retries handing a message to a channel.
 */
export interface MessageRetrySettings {
  /**
   * Seconds to retry a message, 30–3600.
   *
   * @default 3600
   */
  retryDuration: pulumi.Input<number>;
}

/**
 * The arguments of the resource `Webhook`.
 */
export interface WebhookArgs {
  /**
   * Sinch project of the app. A new value replaces the webhook. Default: the stack's configuration `sinch:projectId`, then the environment's `SINCH_PROJECT_ID`.
   */
  projectId?: pulumi.Input<string | undefined>;
  /**
   * Region of the app: if the app sets its own, set the same here (`region: support.region`). A new value replaces the webhook. Default: the stack's configuration `sinch:region`, then the environment's `SINCH_CONVERSATION_REGION`, then `SINCH_REGION`.
   */
  region?: pulumi.Input<"us" | "eu" | "br" | undefined>;
  /**
   * ID of an existing webhook of the app to adopt instead of creating one. Only the fields that differ are changed. Without effect once the resource is in the state.
   */
  adopt?: pulumi.Input<string | undefined>;
  /**
   * ID of the app whose events the webhook receives: `support.id`. A new value replaces the webhook. An app can have at most 5.
   */
  appId: pulumi.Input<string>;
  /**
   * URL that the service posts events to. https, unless it is on this machine or `sinch:plainUrls` in the stack's configuration gives a reason. No user or password. Each target once per app. The service doesn't check that anything responds there.
   */
  target: pulumi.Input<string>;
  /**
   * `HTTP` sends events to the target, `DISMISS` sends none. Unset, the provider sends `HTTP`: the service's own default is `DISMISS` in newer editions of its reference, and such a webhook would receive nothing.
   */
  targetType?: pulumi.Input<"HTTP" | "DISMISS" | undefined>;
  /**
   * Events that are sent to the target, in any order; without any, the webhook would be idle. `SMART_CONVERSATION` and `SMART_CONVERSATIONS` are one. `OPT_OUT` fires only for channels with a consent of their own: a STOP by SMS is a `MESSAGE_INBOUND`.
   */
  triggers: pulumi.Input<
    readonly pulumi.Input<
      | "MESSAGE_INBOUND"
      | "MESSAGE_DELIVERY"
      | "MESSAGE_SUBMIT"
      | "EVENT_INBOUND"
      | "EVENT_DELIVERY"
      | "CONVERSATION_START"
      | "CONVERSATION_STOP"
      | "CONVERSATION_DELETE"
      | "CONTACT_CREATE"
      | "CONTACT_DELETE"
      | "CONTACT_MERGE"
      | "CONTACT_UPDATE"
      | "CONTACT_IDENTITIES_DUPLICATION"
      | "CAPABILITY"
      | "OPT_IN"
      | "OPT_OUT"
      | "CHANNEL_EVENT"
      | "RECORD_NOTIFICATION"
      | "SMART_CONVERSATION"
      | "SMART_CONVERSATIONS"
      | "MESSAGE_INBOUND_SMART_CONVERSATION_REDACTION"
      | "UNSUPPORTED"
      | "BATCH_STATUS_UPDATE"
      | "BATCH_DELIVERY_REPORT_FULL"
      | "BATCH_DELIVERY_REPORT_SUMMARY"
      | "BILLING_CREDIT_LIMIT_BREACHED"
      | "CONSENT_BATCH_COMPLETE"
    >[]
  >;
  /**
   * Secret that signs events (HMAC-SHA256, header `x-sinch-webhook-signature`), so that the target can tell who sent them. Unset, they aren't signed. A new one takes effect at once.
   */
  secret?: pulumi.Input<string | undefined>;
  /**
   * Credentials with which the service gets an OAuth2 token for the target. Unset, it sends events without one.
   */
  clientCredentials?: pulumi.Input<ClientCredentials | undefined>;
}
/**
 * Credentials with which the service gets an OAuth2 token for the target. Unset, it sends events without one.
 */
export interface ClientCredentials {
  /**
   * Client ID.
   */
  clientId: pulumi.Input<string>;
  /**
   * Client secret.
   */
  clientSecret: pulumi.Input<string>;
  /**
   * URL of the token endpoint; the `expires_in` of its tokens must be 30–3600 seconds. https, as for `target`.
   */
  endpoint: pulumi.Input<string>;
  /**
   * Scope of the token.
   */
  scope?: pulumi.Input<string | undefined>;
  /**
   * Response type of the token request.
   */
  responseType?: pulumi.Input<string | undefined>;
  /**
   * How the credentials are sent to the token endpoint: HTTP Basic, or in the form.
   *
   * @default "BASIC"
   */
  tokenRequestType?: pulumi.Input<"BASIC" | "FORM" | undefined>;
}
