import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { rendered } from "../../../../cli/report";
import { unpainted } from "../../../../cli/terminal";
import { everyPart, HOSTILE } from "../../../fixtures/report";
import { useBrowser } from "../../../support/browser";

const PAGE = { paint: unpainted, width: undefined };
const MEGABYTE = 1_000_000;

describe("a report as HTML", () => {
  it("takes less than 2 MB for 1,000 apps @html-report", () => {
    const text = rendered(everyPart(["Support"], 1_000), "html", PAGE);
    assert.ok(Buffer.byteLength(text) < 2 * MEGABYTE, `${Buffer.byteLength(text)} bytes`);
  });

  it("loads nothing and allows only its own script and style @html-report", () => {
    const text = rendered(everyPart(["Support"], 3), "html", PAGE);
    assert.doesNotMatch(text, /\b(src|href)=/);
    assert.match(
      text,
      /content="default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'/,
    );
  });
});

describe("a report as HTML, in a browser", function () {
  this.timeout(60_000);
  const browser = useBrowser();

  /** Opens a report. @returns the page, and the errors that it ran into. */
  async function opened(
    texts: readonly string[],
    { count = 12, javaScriptEnabled = true, colorScheme = "light" as "light" | "dark", width = 1200 } = {},
  ): Promise<{ page: Page; errors: string[] }> {
    const context = await browser().newContext({ javaScriptEnabled, colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.setContent(rendered(everyPart(texts, count), "html", PAGE));
    return { page, errors };
  }

  it("shows names that look like HTML as they are, and runs none of them @html-report", async () => {
    const { page, errors } = await opened(HOSTILE);
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate("window.broken"), undefined);
    assert.deepEqual(
      await page.evaluate(
        "['script', 'style', 'title', 'img', 'svg'].map((name) => document.querySelectorAll(name).length)",
      ),
      [1, 1, 1, 0, 0],
    );
    assert.ok((await page.locator("summary .dim").allTextContents()).includes(HOSTILE[0] as string));
    const commands = await page.locator("pre code").textContent();
    assert.equal(commands, `pulumi up --refresh --stack dev\n${HOSTILE[0]}\n`);
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it("keeps a script that got into it from running", async () => {
    const { page, errors } = await opened(["Support"]);
    await page.evaluate(
      "(() => { const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.body.append(s); })()",
    );
    assert.equal(await page.evaluate("window.broken"), undefined);
    assert.match(errors.join(), /Content Security Policy/);
    await page.context().close();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`leaves axe nothing serious to find, ${colorScheme} @html-report`, async () => {
      const { page } = await opened(["Support", "Sales"], { colorScheme });
      await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
      await page.evaluate(axe.source);
      const { violations } = (await page.evaluate("axe.run()")) as {
        violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
      };
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      assert.deepEqual(
        serious.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary]),
        [],
      );
      await page.context().close();
    });
  }

  it("is readable without its script: filters are gone, apps can be unfolded @html-report", async () => {
    const { page } = await opened(["Support"], { javaScriptEnabled: false });
    assert.equal(await page.locator("[data-filters]").isVisible(), false);
    const missing = page.locator("details", { hasText: "app-1 " }).first();
    await missing.locator("summary").click();
    assert.equal(await missing.locator(".id").isVisible(), true);
    await page.context().close();
  });

  it("filters by status and text, by keyboard @html-report", async () => {
    const { page } = await opened(["Support"]);
    const visible = (): Promise<number> => page.locator("details[data-row]:visible summary .name").count();
    const before = await visible();
    await page.getByRole("button", { name: /missing/ }).press("Enter");
    assert.deepEqual([await visible(), before > 10], [2, true]);
    await page.getByRole("button", { name: /missing/ }).press("Enter");
    await page.getByRole("searchbox").fill("APP-7");
    assert.equal(await visible(), 1);
    assert.match((await page.locator("output").textContent()) ?? "", /^1 of \d+ shown$/);
    await page.context().close();
  });

  it("fits a phone: nothing but a table scrolls sideways @html-report", async () => {
    const { page } = await opened(["Support", ...HOSTILE], { width: 360 });
    assert.equal(await page.evaluate("document.documentElement.scrollWidth <= 360"), true);
    await page.context().close();
  });
});
