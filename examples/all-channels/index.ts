import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";

const config = new pulumi.Config();
const secret = (name: string) => config.requireSecret(name);

new App("all-channels", {
  displayName: "All channels",
  channelCredentials: [
    // An identity and a bearer token: SMS, WHATSAPP, RCS, VIBERBM.
    { channel: "SMS", staticBearer: { claimedIdentity: "service plan id", token: secret("smsToken") } },
    { channel: "WHATSAPP", staticBearer: { claimedIdentity: "sender id", token: secret("whatsappToken") } },
    { channel: "RCS", staticBearer: { claimedIdentity: "sender id", token: secret("rcsToken") } },
    { channel: "VIBERBM", staticBearer: { claimedIdentity: "sender id", token: secret("viberToken") } },

    // A token only: MESSENGER (and VIBER, which is deprecated).
    { channel: "MESSENGER", staticToken: { token: secret("messengerToken") } },

    { channel: "TELEGRAM", telegramCredentials: { token: secret("telegramToken") } },
    {
      channel: "INSTAGRAM",
      instagramCredentials: { token: secret("instagramToken"), businessAccountId: "account id" },
    },
    {
      channel: "MMS",
      mmsCredentials: {
        accountId: "account id",
        apiKey: secret("mmsApiKey"),
        basicAuth: { username: "user", password: secret("mmsPassword") },
      },
    },
    {
      channel: "KAKAOTALK",
      kakaotalkCredentials: { kakaotalkPlusFriendId: "friend id", kakaotalkSenderKey: secret("kakaotalkSenderKey") },
    },
    {
      channel: "KAKAOTALKCHAT",
      kakaotalkchatCredentials: { kakaotalkPlusFriendId: "friend id", apiKey: secret("kakaotalkchatApiKey") },
    },
    {
      channel: "WECHAT",
      wechatCredentials: {
        appId: "app id",
        appSecret: secret("wechatAppSecret"),
        token: secret("wechatToken"),
        aesKey: secret("wechatAesKey"),
      },
    },
    { channel: "APPLEBC", applebcCredentials: { businessChatAccountId: "account id" } },

    // LINE can appear several times. Each entry has its own number, and one is the default.
    {
      channel: "LINE",
      lineCredentials: { token: secret("lineToken"), secret: secret("lineSecret"), isDefault: true },
    },
    {
      channel: "LINE",
      credentialOrdinalNumber: 1,
      lineEnterpriseCredentials: { lineThailand: { token: secret("thaiToken"), secret: secret("thaiSecret") } },
    },
  ],
});
