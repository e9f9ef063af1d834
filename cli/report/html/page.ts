import { createHash } from "node:crypto";
import { raw } from "hono/html";
import { packageVersion } from "../../../provider/base/version";
import { counted } from "../../terminal";
import type { Next, Part, Report, Section } from "../model";
import { changesTable } from "../tables";
import { appsHtml, statusOf, unmanagedHtml } from "./apps";
import { SCRIPT } from "./script";
import { STYLE } from "./style";
import { tableHtml } from "./table";
import { type Html, html, withCode } from "./template";

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is loaded, and nothing runs but the script of this page. */
const POLICY = `default-src 'none'; script-src ${hashOf(SCRIPT)}; style-src ${hashOf(STYLE)}; base-uri 'none'; form-action 'none'`;

/** The report as one page that needs nothing else: readable without its script, on paper, by keyboard and screen reader. */
export function htmlOf(report: Report): string {
  const { command, title, notes = [], problems = [], sections, next } = report;
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title.text} – sinch-apps ${command}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<p class="from">sinch-apps ${command}</p>
<h1 class="${title.severity ?? ""}">${title.text}</h1>
${title.about ? html`<p class="about">${title.about}</p>` : ""}
${notes.length > 0 ? html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : ""}
${problems.length > 0 ? html`<section class="problems" aria-labelledby="problems"><h2 id="problems">Inconclusive</h2><ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul></section>` : ""}
${filters(sections)}
</header>
<main>
${sections.map(sectionHtml)}
${nextHtml(next)}
</main>
<footer><p>sinch-apps ${packageVersion}. Secrets are never part of this page.</p></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`);
}

/** Shown by the script, since they need it. */
function filters(sections: readonly Section[]): Html {
  const apps = sections.flatMap(({ parts }) => parts).flatMap((part) => (part.kind === "apps" ? part.apps : []));
  const counts = [...Map.groupBy(apps, statusOf)].map(([status, { length }]) => ({ status, length }));
  return html`<div class="filters" role="search" data-filters hidden>
<input type="search" aria-label="Filter by text" placeholder="Filter by name, field or value">
${counts.map(({ status, length }) => html`<button type="button" aria-pressed="false" data-only="${status}">${length} ${status === "channels" ? "in sync, channels failing" : status}</button>`)}
<button type="button" data-fold>Unfold all</button>
<output aria-live="polite"></output>
</div>`;
}

function sectionHtml({ title, summary, call, folded, parts }: Section): Html {
  const holdsApps = parts.some(({ kind }) => kind === "apps");
  const body = parts.map((part) => partHtml(part, title ?? "details"));
  if (title === undefined) return html`<div>${body}</div>`;
  if (folded && !holdsApps && parts.length > 0) {
    const isShort = parts.every((part) => part.kind !== "table" || part.rows.length <= MOST_OPEN);
    return html`<details data-row=""${isShort ? html` open` : ""}>
<summary><span class="name">${title}</span> <span class="badge ${summary?.severity ?? ""}">${summary?.text ?? ""}</span></summary>
<div class="body">${body}</div></details>`;
  }
  return html`<section>
<h2>${title} ${summary ? html`<small>${summary.text}</small>` : ""}</h2>
${call ? html`<p><code>${call}</code></p>` : ""}
${body}</section>`;
}

/** Rows of a table that are shown at once. */
const MOST_OPEN = 10;

function partHtml(part: Part, label: string): Html | Html[] {
  switch (part.kind) {
    case "paragraph":
      return html`<p>${part.text}</p>`;
    case "list":
      return html`<ul class="list">${part.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case "table":
      return tableHtml(label, part);
    case "changes":
      return tableHtml(
        label,
        changesTable(part),
        part.changes.map(({ severity }) => severity),
      );
    case "apps":
      return appsHtml(part);
    case "unmanaged":
      return unmanagedHtml(part);
  }
}

const nextHtml = ({ title = "What to do", steps }: Next): Html | string =>
  steps.length === 0
    ? ""
    : html`<section><h2>${title}</h2>${steps.map(
        ({ text, commands }) =>
          html`<p>${withCode(text)}</p>${commands.length > 0 ? html`<details${commands.length <= MOST_OPEN ? html` open` : ""}><summary>${counted(commands.length, "command")}</summary><div class="body"><pre><code>${commands.map((command) => html`${command}\n`)}</code></pre></div></details>` : ""}`,
      )}</section>`;
