import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import { App, getApp, getAppOutput, getApps, getAppsOutput } from "../../../sdk";

const ARGS = { displayName: "A", channelCredentials: [] };
const PARENT = new (class extends pulumi.ComponentResource {
  constructor() {
    super("test:index:Parent", "parent", {}, { urn: "urn:pulumi:s::p::test:index:Parent::parent" });
  }
})();

/** Values of which none is an object as arguments or options are, with the words of messages and of titles. */
const NO_OBJECTS: [value: unknown, words: string, title?: string][] = [
  [null, "null"],
  ["SECRET", "a string"],
  [7, "a number"],
  [true, "a boolean"],
  [() => ARGS, "a function"],
  [[ARGS], "an array"],
  [pulumi.output(ARGS), "an Output"],
  [pulumi.secret({ displayName: "SECRET" }), "an Output", "a secret"],
  [Promise.resolve(ARGS), "a Promise"],
  [runInNewContext("Promise.resolve({})"), "a Promise", "a Promise of another vm context"],
  [PARENT, "a resource"],
];
const create = (...args: unknown[]): App => new (App as unknown as new (...args: unknown[]) => App)(...args);
const get = (...args: unknown[]): App => (App.get as unknown as (...args: unknown[]) => App)(...args);

/** Whether an error is one of ours: a line, which shows no value that was passed. */
const isOneLine = (error: Error, ...parts: string[]): true => {
  assert.ok(pulumi.RunError.isInstance(error), String(error.stack));
  assert.doesNotMatch(error.message, /\n|SECRET/);
  for (const part of parts) assert.ok(error.message.includes(part), error.message);
  return true;
};

describe("App called from JavaScript", () => {
  for (const [value, words, title = words] of [[undefined, "undefined"] as [unknown, string], ...NO_OBJECTS]) {
    it(`says what to pass instead of ${title} as arguments`, () => {
      const way = { "an Output": "token: pulumi.secret(…)", "a Promise": "await it first" }[words] ?? "new App(";
      const message = `App "a": the second argument must be an object, not ${words}`;
      assert.throws(
        () => create("a", value),
        (error: Error) => isOneLine(error, message, way),
      );
    });
  }
  for (const [value, words, title = words] of NO_OBJECTS) {
    it(`says what to pass instead of ${title} as options`, () => {
      const message = `App "a": the options must be an object, such as { parent: … }, not ${words}`;
      for (const wrong of [() => create("a", ARGS, value), () => get("a", "01", {}, value)])
        assert.throws(wrong, (error: Error) => isOneLine(error, message));
    });
  }
  const noNames: [value: unknown, title: string][] = [
    [undefined, "nothing"],
    ["", "an empty string"],
    [ARGS, "its arguments"],
    ...NO_OBJECTS.filter(([value]) => typeof value !== "string").map(
      ([value, words, title = words]) => [value, title] as [unknown, string],
    ),
  ];
  for (const [value, title] of noNames) {
    it(`says what to pass instead of ${title} as name`, () => {
      const message = "App: the first argument must be the resource's name: new App(";
      for (const wrong of [() => create(value, ARGS), () => create(value), () => get(value, "01")])
        assert.throws(wrong, (error: Error) => isOneLine(error, message));
    });
  }
  for (const id of [undefined, null, "", 7, {}]) {
    it(`says what to pass instead of ${JSON.stringify(id)} as ID for App.get`, () =>
      assert.throws(
        () => get("a\n", id),
        (error: Error) => isOneLine(error, `App "a\\n": App.get needs the app's ID`),
      ));
  }
});

describe("getApp called from JavaScript", () => {
  const lookUps = { getApp, getApps } as unknown as Record<string, (args: unknown) => Promise<unknown>>;
  const outputs = { getAppOutput, getAppsOutput } as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const [value, words, title = words] of NO_OBJECTS) {
    it(`says what to pass instead of ${title} as arguments`, async () => {
      for (const [name, lookUp] of Object.entries(lookUps)) {
        const later = `${name}: the arguments are ${words}: use ${name}Output, which waits for it`;
        const never = `${name}: the arguments must be an object, not ${words}; allowed: `;
        const expected = /Output|Promise/.test(words) ? later : never;
        await assert.rejects(lookUp(value), (error: Error) => isOneLine(error, expected));
      }
    });
    it(`says what to pass instead of ${title} as options of its output form`, () => {
      for (const [name, lookUp] of Object.entries(outputs)) {
        const message = `${name}: the options must be an object, such as { dependsOn: … }, not ${words}`;
        assert.throws(
          () => lookUp({ id: "01" }, value),
          (error: Error) => isOneLine(error, message),
        );
      }
    });
  }
  for (const [name, argument] of [
    ["getApp", "id"],
    ["getApp", "projectId"],
    ["getApps", "nameRegex"],
    ["getApps", "channel"],
  ] as const) {
    it(`names the output form if ${argument} of ${name} is an Output or a Promise`, async () => {
      for (const value of [pulumi.secret("SECRET"), Promise.resolve("SECRET")]) {
        const message = new RegExp(`^${name}: "${argument}" is an? (Output|Promise): use ${name}Output, which`);
        await assert.rejects(lookUps[name]?.({ [argument]: value }) as Promise<unknown>, { message });
      }
    });
  }
});
