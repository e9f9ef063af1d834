import assert from "node:assert/strict";
import { NativeStates } from "../../../../../provider/hosts/dynamic/native-state";
import { appType } from "../../../../../provider/resources/app";

describe("NativeStates @forms", () => {
  const kept = { formatVersion: 1, incarnation: "01" };
  const inputs = (displayName: string, token: string) => ({
    projectId: "p",
    region: "us",
    displayName,
    channelCredentials: [{ channel: "TELEGRAM", telegramCredentials: { token } }],
  });
  const outputs = (displayName: string) => ({
    ...inputs(displayName, ""),
    channelCredentials: [{ channel: "TELEGRAM", telegramCredentials: {} }],
    __kept: kept,
  });

  it("finds the secrets of outputs in the matching inputs, in any order, and for the update too", () => {
    const states = new NativeStates(appType);
    for (const name of ["A", "B"]) states.inputs(inputs(name, `token of ${name}`));
    for (const name of ["B", "A", "A"]) {
      const { secrets, incarnation, displayName } = states.state(name, outputs(name));
      assert.deepEqual(
        [displayName, incarnation, secrets],
        [name, "01", { channelCredentials: { "TELEGRAM/telegramCredentials/token": `token of ${name}` } }],
      );
    }
  });

  it("leaves inputs of its own host unchanged", () => {
    const states = new NativeStates(appType);
    for (const own of [{}, { __provider: "x", displayName: "A" }, { displayName: "A", secrets: {} }]) {
      assert.equal(states.inputs(own), own);
    }
  });

  it("refuses outputs without matching inputs, rather than use another app's secrets", () => {
    const states = new NativeStates(appType);
    states.inputs(inputs("A", "T"));
    assert.throws(
      () => states.state("01", outputs("B")),
      /the native plugin wrote the state of this app, and its outputs don't fit its inputs/,
    );
  });
});
