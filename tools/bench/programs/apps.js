// The apps that every contestant declares, in the program's own spelling. A change is one field of every app.

const { secret } = require("@pulumi/pulumi");

const count = Number(process.env.BENCH_APPS);
const changed = process.env.BENCH_CHANGED === "true";

/** What each app states: two channels with a secret each, and a retention. */
exports.apps = Array.from({ length: count }, (_, index) => ({
  name: `app-${index}`,
  displayName: `App number ${index}${changed ? ", changed" : ""}`,
  sms: { plan: `service-plan-${index}`, token: secret(`sms-token-of-app-number-${index}`) },
  messenger: { token: secret(`messenger-token-of-app-number-${index}`) },
  days: 30,
}));
