// What TypeScript is asked about: ways to write the channels of an app, right and wrong.

/** What a block without imports, a fragment of a program, can speak of. */
export const PRELUDE = `
import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch-conversation";
import { App, getAppOutput, getApps } from "pulumi-sinch-conversation";
declare const config: pulumi.Config;
declare const onRcs: boolean;
`;

export const BEARER = `staticBearer: { claimedIdentity: "plan", token: "token" }`;
const LINE = `lineCredentials: { token: "t", secret: "s" }`;
const ENTERPRISE = `lineEnterpriseCredentials: { lineJapan: { token: "t", secret: "s" } }`;

/** An app with a list of channels, on one line. */
export const appWith = (channelCredentials: string): string =>
  `new App("a", { displayName: "A", channelCredentials: ${channelCredentials} });`;

/** Ways to write a list of channels. */
export const SPELLINGS: Readonly<Record<string, string>> = {
  nothing: appWith("[]"),
  "an entry `as const`": `const sms = { channel: "SMS", ${BEARER} } as const; ${appWith("[sms]")}`,
  "a list `as const`": `const list = [{ channel: "SMS", ${BEARER} }] as const; ${appWith("list")}`,
  "apply over a list": appWith(
    `pulumi.output(["a", "b"]).apply((plans) => plans.map((plan) => ({ channel: "SMS", staticBearer: { claimedIdentity: plan, token: "t" } })))`,
  ),
  "apply that makes a list": appWith(
    `config.requireSecret("t").apply((token) => [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token } }])`,
  ),
  "apply that makes an entry": appWith(
    `[config.requireSecret("t").apply((token) => ({ channel: "SMS", staticBearer: { claimedIdentity: "plan", token } }))]`,
  ),
  "one channel or another": appWith(`[{ channel: onRcs ? "RCS" : "SMS", credentialOrdinalNumber: 0, ${BEARER} }]`),
  map: appWith(
    `["a", "b"].map((plan) => ({ channel: "SMS", staticBearer: { claimedIdentity: plan, token: config.requireSecret("t") } }))`,
  ),
  "credentials from an output": `declare const bearer: pulumi.Output<{ claimedIdentity: string; token: string }>; ${appWith(`[{ channel: "SMS", staticBearer: bearer }]`)}`,
  "credentials from the configuration": appWith(
    `[{ channel: "SMS", staticBearer: config.requireSecretObject<sinch.input.StaticBearer>("sms") }]`,
  ),
  "an entry that is spread": `const base = { channel: "SMS", ${BEARER} } as const; ${appWith(`[{ ...base, callbackSecret: "s" }]`)}`,
  "properties that are spread": `const base = { callbackSecret: config.getSecret("s") }; ${appWith(`[{ channel: "SMS", ${BEARER}, ...base }]`)}`,
  "entries that are spread": `declare const more: sinch.input.ChannelCredential[]; ${appWith(`[...more, { channel: "SMS", ${BEARER} }]`)}`,
  "entries that are outputs and promises": `const sms = { channel: "SMS", ${BEARER} } as const; ${appWith("[pulumi.output(sms), pulumi.secret(sms), Promise.resolve(sms), sms]")}`,
  "a list of Pulumi's types": `declare const list: pulumi.Input<pulumi.Input<sinch.input.ChannelCredential>[]>; ${appWith("list")}`,
  "several of LINE": appWith(
    `[{ channel: "LINE", ${LINE} }, { channel: "LINE", credentialOrdinalNumber: 1, ${ENTERPRISE} }]`,
  ),
  "what a component passes on": `declare const args: sinch.AppArgs; const names = pulumi.output(args.channelCredentials).apply((list) => list.map(({ channel }) => channel.toLowerCase())); ${appWith("args.channelCredentials")}`,
  "optional values of the configuration": `new App("a", { displayName: "A", projectId: config.get("p"), allowDuplicateName: config.getBoolean("d"), channelCredentials: [{ channel: "SMS", callbackSecret: config.getSecret("s"), ${BEARER} }], retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: config.getNumber("days") }, callbackSettings: config.getObject<sinch.input.CallbackSettings>("c") }); getAppOutput({ displayName: "A", projectId: config.get("p") }); void getApps({ nameRegex: config.get("n") });`,
};

/** What is wrong with an entry, what TypeScript underlines, and the last line of what it says. */
export const MISTAKES: readonly [string, string, string, string][] = [
  [
    "no credentials",
    `{ channel: "SMS" }`,
    `{ channel: "SMS" }`,
    `Property 'staticBearer' is missing in type '{ channel: "SMS"; }' but required in type 'StaticBearerChannel'.`,
  ],
  [
    "the credentials of another channel",
    `{ channel: "SMS", staticToken: { token: "t" } }`,
    "staticToken",
    "Object literal may only specify known properties, and 'staticToken' does not exist in type 'StaticBearerChannel'.",
  ],
  [
    "two credential objects",
    `{ channel: "SMS", ${BEARER}, staticToken: { token: "t" } }`,
    "staticToken",
    "Object literal may only specify known properties, and 'staticToken' does not exist in type 'StaticBearerChannel'.",
  ],
  [
    "a misspelt credential object",
    `{ channel: "SMS", staticBearr: { claimedIdentity: "plan", token: "token" } }`,
    "staticBearr",
    "Object literal may only specify known properties, but 'staticBearr' does not exist in type 'StaticBearerChannel'. Did you mean to write 'staticBearer'?",
  ],
  [
    "a misspelt channel",
    `{ channel: "SMSS", ${BEARER} }`,
    "channel",
    `Type '"SMSS"' is not assignable to type '"WHATSAPP" | "RCS" | "SMS" | "VIBERBM"'. Did you mean '"SMS"'?`,
  ],
  [
    "no channel",
    `{ ${BEARER} }`,
    `{ ${BEARER} }`,
    "Property 'channel' is missing in type '{ staticBearer: { claimedIdentity: string; token: string; }; }' but required in type 'StaticBearerChannel'.",
  ],
  [
    "a channel that is an output",
    `{ channel: pulumi.output("SMS"), ${BEARER} }`,
    "channel",
    `Type 'Output<string>' is not assignable to type '"WHATSAPP" | "RCS" | "SMS" | "VIBERBM"'.`,
  ],
  [
    "no token",
    `{ channel: "SMS", staticBearer: { claimedIdentity: "plan" } }`,
    "staticBearer",
    "Property 'token' is missing in type '{ claimedIdentity: string; }' but required in type 'StaticBearer'.",
  ],
  [
    "a misspelt identity",
    `{ channel: "SMS", staticBearer: { claimedIdentty: "plan", token: "t" } }`,
    "claimedIdentty",
    "Object literal may only specify known properties, and 'claimedIdentty' does not exist in type 'Input<StaticBearer>'.",
  ],
  [
    "a token that is a number",
    `{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: 1 } }`,
    "token",
    "Type 'number' is not assignable to type 'Input<string>'.",
  ],
  [
    "a second entry of a channel",
    `{ channel: "SMS", credentialOrdinalNumber: 1, ${BEARER} }`,
    "credentialOrdinalNumber",
    "Type '1' is not assignable to type 'Input<0 | undefined>'.",
  ],
  [
    "LINE without credentials",
    `{ channel: "LINE" }`,
    `{ channel: "LINE" }`,
    `Property 'lineCredentials' is missing in type '{ channel: "LINE"; }' but required in type 'LineChannel'.`,
  ],
  [
    "LINE with both credential objects",
    `{ channel: "LINE", ${LINE}, ${ENTERPRISE} }`,
    `{ channel: "LINE", ${LINE}, ${ENTERPRISE} }`,
    "Type '{ lineJapan: { token: string; secret: string; }; }' is not assignable to type 'undefined'.",
  ],
  [
    "an enterprise account of LINE in two countries",
    `{ channel: "LINE", lineEnterpriseCredentials: { lineJapan: { token: "t", secret: "s" }, lineThailand: { token: "t", secret: "s" } } }`,
    `{ channel: "LINE", lineEnterpriseCredentials: { lineJapan: { token: "t", secret: "s" }, lineThailand: { token: "t", secret: "s" } } }`,
    "Type '{ token: string; secret: string; }' is not assignable to type 'undefined'.",
  ],
];

/** A provider of the native form, from the configuration. */
export const PROVIDER = `new sinch.Provider("eu", { projectId: config.get("p"), keySecret: config.getSecret("s"), timeoutSeconds: config.getNumber("t") });`;

/** The classes of the native form. */
export const NATIVE = `import { App, Provider, Webhook } from "pulumi-sinch-conversation/native";
const app = new App("a", { displayName: "A", channelCredentials: [] }, { provider: new Provider("p") });
new Webhook("w", { appId: app.id, target: "https://a.example", triggers: ["OPT_IN"] });`;

/** A webhook whose events are a list of its own, and whose secret may be unset. */
export const WEBHOOK = `import * as pulumi from "@pulumi/pulumi";
import { Webhook } from "pulumi-sinch-conversation";
const config = new pulumi.Config();
const triggers = ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"] as const;
new Webhook("w", { appId: "a", target: "https://a.example", triggers, secret: config.getSecret("s") });`;
