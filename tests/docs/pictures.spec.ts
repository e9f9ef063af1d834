import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { decodeXML } from "entities";
import { steps } from "../../tools/demo/steps";
import { pictureOf } from "../../tools/pictures/svg";
import { CHECKOUT } from "../support/checkout";

const pictures = globSync("docs/pictures/*.svg", { cwd: CHECKOUT }).map((file) => ({
  file,
  text: readFileSync(path.join(CHECKOUT, file), "utf8"),
}));

describe("docs/pictures", () => {
  it("show the demo's steps under their titles", () => {
    const demo = pictures.find(({ file }) => file.endsWith("demo.svg"))?.text ?? "";
    const shown = [...demo.matchAll(/<text class="bar"[^>]*>([^<]*)</g)].map(([, title = ""]) => decodeXML(title));
    assert.equal(shown.length, 4);
    const titles = steps.map(({ title }) => title);
    assert.deepEqual(
      shown.filter((title) => !titles.includes(title)),
      [],
      "npm run pictures",
    );
  });

  for (const { file, text } of pictures) {
    it(`keep ${file} small, without a folder, address or secret, and with everything drawn`, () => {
      assert.ok(text.length < 20_000, `${text.length} bytes`);
      assert.doesNotMatch(
        text,
        /\/(tmp|root|home|Users)\/|127\.0\.0\.1|(?<!sha256:[0-9a-f]*)[0-9a-f]{24}|<script|href/,
      );
    });
  }
});

describe("pictureOf", () => {
  const red = "\u001b[1m\u001b[31m<a> & b\u001b[39m\u001b[22m  c";

  it("keeps styles and escapes text", () => {
    const text = pictureOf([{ title: "x & y", lines: [red, "", "plain"] }], "alt");
    assert.match(text, /<tspan class="b r">&lt;a&gt; &amp; b<\/tspan> {2}c<\/text>/);
    assert.match(text, />x &amp; y<\/text>/);
    assert.doesNotMatch(text, /animation/);
  });

  it("shows several scenes in turn, and only the first with reduced motion", () => {
    const scene = { title: "t", lines: ["line"] };
    const text = pictureOf([scene, scene], "alt");
    assert.match(text, /animation: show 14s [^}]*\} \.s0 \{ animation-delay: 0s; \} \.s1 \{ animation-delay: 7s; \}/);
    assert.match(text, /prefers-reduced-motion: reduce\) \{ \.scene \{ animation: none; \} \.s0 \{ opacity: 1; \}/);
  });
});
