const { CustomResource } = require("@pulumi/pulumi");
const { apps } = require("./apps");

// The least that a dynamic resource can be: a `__provider` as short as it gets, properties of the same size.
const __provider = 'exports.handler=()=>require(process.cwd()+"/nothing")';

class Nothing extends CustomResource {
  constructor(name, props) {
    super("pulumi-nodejs:dynamic/bench:Nothing", name, { __provider, ...props });
  }
}

for (const { name, displayName, sms, messenger, days } of apps) {
  new Nothing(name, {
    displayName,
    channelCredentials: [
      { channel: "SMS", staticBearer: { claimedIdentity: sms.plan, token: sms.token } },
      { channel: "MESSENGER", staticToken: { token: messenger.token } },
    ],
    retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: days },
  });
}
