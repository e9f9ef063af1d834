// Generated from the schemas of provider/resources by `npm run generate`. What a look-up of the native plugin returns: no secrets.

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
  | LineChannel
  | WechatChannel
  | InstagramChannel
  | ApplebcChannel;

/**
 * An app of the Sinch Conversation API.
 */
export interface App {
  /**
   * Sinch project of the app. An app can't change its project: a new value replaces the app. Default: the stack's configuration `sinch:projectId`, then the environment's `SINCH_PROJECT_ID`.
   */
  projectId: string;
  /**
   * Region of the app and its data. An app can't change its region: a new value replaces the app. Default: the stack's configuration `sinch:region`, then the environment's `SINCH_CONVERSATION_REGION`, then `SINCH_REGION`.
   */
  region: "us" | "eu" | "br";
  /**
   * The app's ID, set by the service.
   */
  id: string;
  /**
   * Name of the app in the Sinch dashboard. The service allows several apps with the same name.
   */
  displayName: string;
  /**
   * The app's channels with their credentials, by priority: the first that reaches a contact is used. Each channel once, except LINE. The service replaces the whole list.
   */
  channelCredentials: ChannelCredential[];
  /**
   * How much of a conversation's metadata goes into callbacks: none, or all of it.
   *
   * @default "NONE"
   */
  conversationMetadataReportView?: "NONE" | "FULL";
  /**
   * How long the service keeps messages and conversations in CONVERSATION mode. No effect in DISPATCH mode, the mode of new apps unless you set `processingMode`.
   */
  retentionPolicy?: RetentionPolicy;
  /**
   * How long the service keeps messages processed in DISPATCH mode. No effect in CONVERSATION mode.
   */
  dispatchRetentionPolicy?: DispatchRetentionPolicy;
  /**
   * How messages are processed. CONVERSATION: as part of conversations with contacts, kept for as long as `retentionPolicy` says. DISPATCH: each on its own, kept for as long as `dispatchRetentionPolicy` says, by default not at all. A change takes effect at once. Set it, because there is no fixed default: the service chose CONVERSATION for new apps before April 2025, and DISPATCH since.
   */
  processingMode?: "CONVERSATION" | "DISPATCH";
  /**
   * Sinch's Consent Management: detects opt-out and opt-in keywords, and keeps a list of who opted out. First accept its terms on the app's page in the Sinch dashboard. Not in Sinch's reference for this API, but seen to work. If responses don't show it, a manual change isn't drift, and the value isn't sent again.
   */
  consentManagerSettings?: ConsentManagerSettings;
  /**
   * Analysis of incoming messages by Sinch's Smart Conversations.
   */
  smartConversation?: SmartConversation;
  /**
   * How callbacks are sent.
   */
  callbackSettings?: CallbackSettings;
  /**
   * Fallback to the next channel if no delivery report arrives in time. A paid feature.
   */
  deliveryReportBasedFallback?: DeliveryReportBasedFallback;
  /**
   * How long the service retries handing a message to a channel.
   */
  messageRetrySettings?: MessageRetrySettings;
  /**
   * Requests per second that the service allows the app.
   */
  rateLimits?: RateLimits;
  /**
   * The app's outgoing queue. It changes all the time.
   */
  queueStats?: QueueStats;
  /**
   * Whether the service keeps the status of messages.
   */
  persistMessageStatus?: PersistMessageStatus;
  /**
   * Whether messages of the app can be searched.
   */
  messageSearch?: MessageSearch;
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
  staticBearer: StaticBearer;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: 0;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
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
  staticToken: StaticToken;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: 0;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
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
  mmsCredentials: MmsCredentials;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: 0;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
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
  kakaotalkCredentials: KakaotalkCredentials;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: 0;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
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
  kakaotalkchatCredentials: KakaotalkchatCredentials;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: 0;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
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
  telegramCredentials: TelegramCredentials;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: 0;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
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
  lineCredentials?: LineCredentials;
  /**
   * LINE credentials of an enterprise account, for either Japan or Thailand.
   */
  lineEnterpriseCredentials?: LineEnterpriseCredentials;
  /**
   * Tells the LINE entries of an app apart: each has its own number, 0–255. To the service, a new number is another entry.
   *
   * @default 0
   */
  credentialOrdinalNumber?: number;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
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
  wechatCredentials: WechatCredentials;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: 0;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
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
  instagramCredentials: InstagramCredentials;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: 0;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
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
  applebcCredentials: ApplebcCredentials;
  /**
   * Always 0 for this channel: only LINE may appear several times in one app.
   *
   * @default 0
   */
  credentialOrdinalNumber?: 0;
  /**
   * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
   */
  state?: ChannelState;
  /**
   * Identifier that the channel assigned, set by the service.
   */
  channelKnownId?: string;
}
/**
 * Whether the channel works: PENDING at first, then ACTIVE, or FAILING with the reason in `description`. It changes by itself.
 */
export interface ChannelState {
  /**
   * PENDING, ACTIVE or FAILING.
   */
  status?: string;
  /**
   * Why the channel is failing.
   */
  description?: string;
}
/**
 * Credentials of a channel with an identity and a bearer token.
 */
export interface StaticBearer {
  /**
   * Identity that the app sends as: the service plan ID for SMS, the sender ID for WHATSAPP, RCS and VIBERBM.
   */
  claimedIdentity: string;
}
/**
 * Credentials of a channel with only a token.
 */
export interface StaticToken {}
/**
 * User name and password for MMS.
 */
export interface MmsBasicAuth {
  /**
   * User name.
   */
  username: string;
}
/**
 * Credentials for MMS.
 */
export interface MmsCredentials {
  /**
   * MMS account ID.
   */
  accountId: string;
  /**
   * User name and password for MMS.
   */
  basicAuth?: MmsBasicAuth;
  /**
   * Sender for messages that name none. Gone from the newest edition of Sinch's reference: name the sender in the message.
   */
  defaultSender?: string;
}
/**
 * Credentials for KakaoTalk business messages.
 */
export interface KakaotalkCredentials {
  /**
   * KakaoTalk Plus friend ID.
   */
  kakaotalkPlusFriendId: string;
}
/**
 * Credentials for KakaoTalk chat.
 */
export interface KakaotalkchatCredentials {
  /**
   * KakaoTalk Plus friend ID.
   */
  kakaotalkPlusFriendId: string;
}
/**
 * Credentials for Telegram.
 */
export interface TelegramCredentials {}
/**
 * Credentials of one LINE channel.
 */
export interface LineCredentials {
  /**
   * Whether to use this entry for messages that name none. With several LINE entries, exactly one is the default.
   *
   * @default false
   */
  isDefault?: boolean;
}
/**
 * Token and secret of a LINE channel in one country.
 */
export interface LineCountryCredentials {}
/**
 * LINE credentials of an enterprise account, for either Japan or Thailand.
 */
export interface LineEnterpriseCredentials {
  /**
   * Token and secret of a LINE channel in one country.
   */
  lineJapan?: LineCountryCredentials;
  /**
   * Token and secret of a LINE channel in one country.
   */
  lineThailand?: LineCountryCredentials;
  /**
   * Whether to use this entry for messages that name none. With several LINE entries, exactly one is the default.
   *
   * @default false
   */
  isDefault?: boolean;
}
/**
 * Credentials for WeChat.
 */
export interface WechatCredentials {
  /**
   * WeChat app ID.
   */
  appId: string;
}
/**
 * Credentials for Instagram.
 */
export interface InstagramCredentials {
  /**
   * Instagram business account ID. Required when Sinch's own Facebook app is used.
   */
  businessAccountId?: string;
}
/**
 * Credentials for Apple Messages for Business. Set the last three, for Apple Pay, together or not at all.
 */
export interface ApplebcCredentials {
  /**
   * Business chat account ID.
   */
  businessChatAccountId: string;
  /**
   * Merchant ID for Apple Pay.
   */
  merchantId?: string;
  /**
   * Reference of the Apple Pay certificate.
   */
  applePayCertificateReference?: string;
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
  retentionType: "MESSAGE_EXPIRE_POLICY" | "CONVERSATION_EXPIRE_POLICY" | "PERSIST_RETENTION_POLICY";
  /**
   * Days until expiry, 1–3650. Anything older is deleted. No effect with PERSIST_RETENTION_POLICY.
   *
   * @default 180
   */
  ttlDays?: number;
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
  retentionType: "MESSAGE_EXPIRE_POLICY";
  /**
   * Days until expiry, 0–7. With 0, messages aren't stored.
   *
   * @default 0
   */
  ttlDays?: number;
}
/**
 * Sinch's Consent Management: detects opt-out and opt-in keywords, and keeps a list of who opted out. First accept its terms on the app's page in the Sinch dashboard. Not in Sinch's reference for this API, but seen to work. If responses don't show it, a manual change isn't drift, and the value isn't sent again.
 */
export interface ConsentManagerSettings {
  /**
   * DISABLED; PRIMARY: Sinch's documentation says that messages to people who opted out are blocked, although requests to send them were seen to succeed; SECONDARY: nothing is blocked, and webhooks with the triggers OPT_OUT and OPT_IN report it.
   */
  mode: "DISABLED" | "PRIMARY" | "SECONDARY";
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
  enabled: boolean;
}
/**
 * How callbacks are sent.
 */
export interface CallbackSettings {}
/**
 * Fallback to the next channel if no delivery report arrives in time. A paid feature.
 */
export interface DeliveryReportBasedFallback {
  /**
   * Whether a missing delivery report makes the service try the next channel.
   *
   * @default false
   */
  enabled: boolean;
  /**
   * Seconds to wait for a delivery report before trying the next channel, 10–259200. The service shows 0 if unset.
   *
   * @default 0
   */
  deliveryReportWaitingTime?: number;
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
  retryDuration: number;
}
/**
 * Requests per second that the service allows the app.
 */
export interface RateLimits {
  /**
   * Incoming messages per second.
   */
  inbound?: number;
  /**
   * Outgoing messages per second.
   */
  outbound?: number;
  /**
   * Callbacks per second.
   */
  webhooks?: number;
}
/**
 * The app's outgoing queue. It changes all the time.
 */
export interface QueueStats {
  /**
   * Messages in the queue.
   */
  outboundSize?: number;
  /**
   * Messages that the queue can hold.
   */
  outboundLimit?: number;
}
/**
 * Whether the service keeps the status of messages.
 */
export interface PersistMessageStatus {
  /**
   * Whether it is on.
   */
  enabled?: boolean;
}
/**
 * Whether messages of the app can be searched.
 */
export interface MessageSearch {
  /**
   * Whether it is on.
   */
  enabled?: boolean;
}

/**
 * A webhook of an app of the Sinch Conversation API: where the app's events go.
 */
export interface Webhook {
  /**
   * Sinch project of the app. A new value replaces the webhook. Default: the stack's configuration `sinch:projectId`, then the environment's `SINCH_PROJECT_ID`.
   */
  projectId: string;
  /**
   * Region of the app: if the app sets its own, set the same here (`region: support.region`). A new value replaces the webhook. Default: the stack's configuration `sinch:region`, then the environment's `SINCH_CONVERSATION_REGION`, then `SINCH_REGION`.
   */
  region: "us" | "eu" | "br";
  /**
   * The webhook's ID, set by the service.
   */
  id: string;
  /**
   * ID of the app whose events the webhook receives: `support.id`. A new value replaces the webhook. An app can have at most 5.
   */
  appId: string;
  /**
   * URL that the service posts events to. https, unless it is on this machine or `sinch:plainUrls` in the stack's configuration gives a reason. No user or password. Each target once per app. The service doesn't check that anything responds there.
   */
  target: string;
  /**
   * `HTTP` sends events to the target, `DISMISS` sends none. Unset, the provider sends `HTTP`: the service's own default is `DISMISS` in newer editions of its reference, and such a webhook would receive nothing.
   */
  targetType?: "HTTP" | "DISMISS";
  /**
   * Events that are sent to the target, in any order; without any, the webhook would be idle. `SMART_CONVERSATION` and `SMART_CONVERSATIONS` are one. `OPT_OUT` fires only for channels with a consent of their own: a STOP by SMS is a `MESSAGE_INBOUND`.
   */
  triggers: (
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
  )[];
  /**
   * Credentials with which the service gets an OAuth2 token for the target. Unset, it sends events without one.
   */
  clientCredentials?: ClientCredentials;
}
/**
 * Credentials with which the service gets an OAuth2 token for the target. Unset, it sends events without one.
 */
export interface ClientCredentials {
  /**
   * Client ID.
   */
  clientId: string;
  /**
   * URL of the token endpoint; the `expires_in` of its tokens must be 30–3600 seconds. https, as for `target`.
   */
  endpoint: string;
  /**
   * Scope of the token.
   */
  scope?: string;
  /**
   * Response type of the token request.
   */
  responseType?: string;
  /**
   * How the credentials are sent to the token endpoint: HTTP Basic, or in the form.
   *
   * @default "BASIC"
   */
  tokenRequestType?: "BASIC" | "FORM";
}
