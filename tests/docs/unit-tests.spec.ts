import assert from "node:assert/strict";
import path from "node:path";
import { vmModules } from "../support/vm-modules";
import { unitTests } from "./pages";

const root = path.join(__dirname, "../..");

describe("the unit test of docs/testing.md", () => {
  const found: [title: string, body: () => Promise<void>][] = [];
  const files = new Map([...unitTests].map(([name, text]) => [path.join(root, "tests/docs", name), text]));
  const load = vmModules(files, {
    it: (title: string, body: () => Promise<void>) => found.push([title, body]),
  });
  load(path.join(root, "tests/docs/support.test.ts"));
  for (const [title, body] of found) it(`passes as in Jest: ${title}`, body);

  it("has a passing test and one of a failure", () => assert.equal(found.length, 2));
});
