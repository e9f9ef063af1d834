import assert from "node:assert/strict";
import { isPlaceholder } from "../../../../../cli/promote/facts/placeholder";

describe("isPlaceholder", () => {
  const placeholders = [
    "CHANGE_ME",
    "changeme",
    "change-it",
    "TODO",
    "todo: ask Ann",
    "tbd",
    "FIXME",
    "xxx",
    "XXXXXXXX",
    "placeholder",
    "your-service-plan-id",
    "YOUR_TOKEN",
    "my-token",
    "<token>",
    `$${"{TOKEN}"}`,
    "$(TOKEN)",
    "{{ token }}",
    "...",
    "…",
    "???",
    "replace me",
    "insert-this-here",
    "00000000-0000-0000-0000-000000000000",
    " CHANGE_ME ",
    "undefined",
    "null",
  ];
  for (const text of placeholders)
    it(`returns true for ${JSON.stringify(text)}`, () => assert.equal(isPlaceholder(text), true));

  const values = [
    "",
    "Support",
    "prod",
    "Todos",
    "Your",
    "00112233445566778899aabbccddeeff",
    "a-b",
    "SpaceMonkeySquadron",
    "max",
    "x",
    "changed",
    "Placeholder service",
    "-1",
    "mytoken",
    "a<b>c",
    42,
    true,
    null,
    undefined,
    ["CHANGE_ME"],
  ];
  for (const value of values)
    it(`returns false for ${JSON.stringify(value)}`, () => assert.equal(isPlaceholder(value), false));
});
