import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "../api/api.js";
import { errorBody } from "../api/api-error.js";
import { expiredToken, type Keys } from "../api/keys.js";
import type { FakeBehaviour } from "../options.js";
import type { Background } from "../server/background.js";
import { type Answer, type Call, jsonAnswer } from "../server/call.js";
import type { Delivery } from "../server/delivery.js";
import type { FaultEffect } from "./fault-rule.js";
import type { Faults, Hit } from "./faults.js";

/** The result of a call, and how to deliver it. */
export interface Outcome {
  answer: Answer;
  delivery: Delivery;
  /** The kind of fault, for the journal. */
  fault?: string;
}

/** The dependencies of fault effects. */
export interface FaultTools {
  api: Api;
  faults: Faults;
  keys: Keys;
  behaviour: FakeBehaviour;
  /** Runs work that comes later. */
  background: Background;
}

/** Runs a call, with the fault of the first rule that matches, if any. */
export async function carryOut(call: Call, tools: FaultTools): Promise<Outcome> {
  const hit = tools.faults.hit(call);
  if (!hit) return { answer: tools.api.answer(call), delivery: "whole" };
  const { rule, effect } = hit;
  if (rule.delayMs) await sleep(rule.delayMs, undefined, { signal: tools.background.signal });
  await rule.before?.(call);
  const outcome = applyEffect(call, effect, tools);
  await rule.after?.(call);
  const fault = faultName(hit);
  return { ...outcome, ...(fault && { fault }) };
}

function applyEffect(call: Call, effect: FaultEffect, tools: FaultTools): Outcome {
  const { api, keys } = tools;
  switch (effect.kind) {
    case "status": {
      if (effect.applied) api.answer(call);
      return { answer: statusAnswer(effect, tools.behaviour), delivery: "whole" };
    }
    case "drop":
      if (effect.when === "after") api.answer(call);
      return { answer: jsonAnswer(0, {}), delivery: "dropped" };
    case "late":
      tools.background.later(effect.ms, () => api.answer(call));
      return effect.status === undefined
        ? { answer: jsonAnswer(0, {}), delivery: "dropped" }
        : { answer: statusAnswer({ kind: "status", status: effect.status }, tools.behaviour), delivery: "whole" };
    case "lag":
      return { answer: api.answer(call, effect.ms), delivery: "whole" };
    case "twice": {
      const answer = api.answer(call);
      api.answer(call);
      return { answer, delivery: "whole" };
    }
    case "answered-twice":
      return { answer: api.answer(call), delivery: "again" };
    case "slow-body":
      return { answer: api.answer(call), delivery: { slowMs: effect.ms } };
    case "cut-body":
      return { answer: api.answer(call), delivery: "cut" };
    case "expired-token":
      keys.expireTokens();
      return { answer: api.errorAnswer(expiredToken()), delivery: "whole" };
    case "none":
      return { answer: api.answer(call), delivery: "whole" };
  }
}

function statusAnswer(effect: FaultEffect & { kind: "status" }, { envelope }: FakeBehaviour): Answer {
  const { status, body, headers = {} } = effect;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (typeof body === "string") return { status, headers: { "content-type": "text/html", ...lower }, text: body };
  return jsonAnswer(status, body ?? (status < 300 ? {} : errorBody(status, "injected fault", envelope)), lower);
}

function faultName({ rule, effect }: Hit): string | undefined {
  if (effect.kind === "drop") return `drop ${effect.when}`;
  if (effect.kind !== "none") return effect.kind;
  return rule.delayMs ? "delay" : undefined;
}
