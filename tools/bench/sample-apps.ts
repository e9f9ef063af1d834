/** Apps as a program states them, for measuring what one takes. */
export const sampleApps: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "two channels": {
    displayName: "Support",
    channelCredentials: [
      { channel: "SMS", staticBearer: { claimedIdentity: "service-plan", token: "sms-token" } },
      { channel: "MESSENGER", staticToken: { token: "messenger-token" } },
    ],
    retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
  },
  "all channels": {
    displayName: "Support",
    channelCredentials: [
      ...["WHATSAPP", "RCS", "SMS", "VIBERBM"].map((channel) => ({
        channel,
        staticBearer: { claimedIdentity: "sender", token: "token" },
        callbackSecret: "callback-secret",
      })),
      ...["MESSENGER", "VIBER"].map((channel) => ({ channel, staticToken: { token: "token" } })),
      {
        channel: "MMS",
        mmsCredentials: { accountId: "account", apiKey: "key", basicAuth: { username: "user", password: "password" } },
      },
      { channel: "KAKAOTALK", kakaotalkCredentials: { kakaotalkPlusFriendId: "friend", kakaotalkSenderKey: "key" } },
      { channel: "KAKAOTALKCHAT", kakaotalkchatCredentials: { kakaotalkPlusFriendId: "friend", apiKey: "key" } },
      { channel: "TELEGRAM", telegramCredentials: { token: "token" } },
      { channel: "LINE", lineCredentials: { token: "token", secret: "secret", isDefault: true } },
      { channel: "WECHAT", wechatCredentials: { appId: "id", appSecret: "secret", token: "token", aesKey: "key" } },
      { channel: "INSTAGRAM", instagramCredentials: { token: "token", businessAccountId: "account" } },
      { channel: "APPLEBC", applebcCredentials: { businessChatAccountId: "account" } },
    ],
    conversationMetadataReportView: "FULL",
    retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
    dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 1 },
    processingMode: "CONVERSATION",
    smartConversation: { enabled: true },
    callbackSettings: { secretForOverriddenCallbackUrls: "callback-secret" },
    deliveryReportBasedFallback: { enabled: true, deliveryReportWaitingTime: 60 },
    messageRetrySettings: { retryDuration: 600 },
  },
};
