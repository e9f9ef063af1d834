const { App } = require("pulumi-sinch-conversation/native");
const { apps } = require("./apps");

for (const { name, displayName, sms, messenger, days } of apps) {
  new App(name, {
    displayName,
    channelCredentials: [
      { channel: "SMS", staticBearer: { claimedIdentity: sms.plan, token: sms.token } },
      { channel: "MESSENGER", staticToken: { token: messenger.token } },
    ],
    retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: days },
  });
}
