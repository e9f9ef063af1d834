import assert from "node:assert/strict";
import { UNKNOWN } from "../../../../../provider/model/secrets";
import { retentionAdvice } from "../../../../../provider/resources/app/retention-advice";

const policy = { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 5 };
const kept = { retentionPolicy: policy };
const dispatched = { dispatchRetentionPolicy: policy };
const mode = (processingMode: string) => ({ processingMode });

type Fields = Readonly<Record<string, unknown>>;
/** What it says, by its beginning; nothing without one. */
const NO_KEPT = /^retentionPolicy has no effect in DISPATCH mode/;
const NO_DISPATCHED = /^dispatchRetentionPolicy has no effect in CONVERSATION mode/;
const CHOSEN = /^processingMode isn't set, so the service chooses it: DISPATCH .* Set processingMode$/;

const rows: [title: string, says: RegExp | undefined, fields: Fields, existing?: Fields, isCreated?: boolean][] = [
  ["a retentionPolicy with DISPATCH", NO_KEPT, { ...kept, ...mode("DISPATCH") }],
  ["both policies with DISPATCH", NO_KEPT, { ...kept, ...dispatched, ...mode("DISPATCH") }],
  ["a retentionPolicy with CONVERSATION", undefined, { ...kept, ...mode("CONVERSATION") }],
  ["a dispatchRetentionPolicy with CONVERSATION", NO_DISPATCHED, { ...dispatched, ...mode("CONVERSATION") }],
  ["both policies with CONVERSATION", NO_DISPATCHED, { ...kept, ...dispatched, ...mode("CONVERSATION") }],
  ["a dispatchRetentionPolicy with DISPATCH", undefined, { ...dispatched, ...mode("DISPATCH") }],
  ["a retentionPolicy without a mode", CHOSEN, kept],
  ["a dispatchRetentionPolicy without a mode", undefined, dispatched],
  ["no policy", undefined, mode("DISPATCH")],
  ["nothing", undefined, {}],
  ["a mode that isn't known yet", undefined, { ...kept, ...dispatched, ...mode(UNKNOWN) }],
  ["policies that aren't known yet", undefined, { retentionPolicy: UNKNOWN, ...mode("DISPATCH") }],
  [
    "a policy with a leaf that isn't known yet",
    NO_KEPT,
    { retentionPolicy: { ttlDays: UNKNOWN }, ...mode("DISPATCH") },
  ],
  ["null for a policy", undefined, { retentionPolicy: null, ...mode("DISPATCH") }],
  ["a retentionPolicy without a mode, of an app that may be adopted", undefined, kept, undefined, false],
  ["DISPATCH of an app that may be adopted", NO_KEPT, { ...kept, ...mode("DISPATCH") }, undefined, false],
  ["an app that keeps what it had", undefined, { ...kept, ...mode("DISPATCH") }, { ...kept, ...mode("DISPATCH") }],
  [
    "an app that is switched to DISPATCH",
    NO_KEPT,
    { ...kept, ...mode("DISPATCH") },
    { ...kept, ...mode("CONVERSATION") },
  ],
  ["an app that gets a policy", NO_KEPT, { ...kept, ...mode("DISPATCH") }, mode("DISPATCH")],
  ["an app in DISPATCH mode whose mode the program doesn't set", NO_KEPT, kept, mode("DISPATCH")],
  ["an app whose mode nobody knows", undefined, kept, {}],
  ["an app in another mode than was known", undefined, { ...kept, ...mode(UNKNOWN) }, mode("DISPATCH")],
];

describe("retentionAdvice", () => {
  for (const [title, says, fields, existing, isCreated = existing === undefined] of rows) {
    it(`${says ? "notes a policy without effect" : "says nothing"} for ${title} @retention-without-effect`, () => {
      const advice = retentionAdvice({ fields, existing, isCreated });
      assert.equal(advice.length, says ? 1 : 0, advice.join("\n"));
      if (says) assert.match(advice[0] ?? "", says);
    });
  }
});
