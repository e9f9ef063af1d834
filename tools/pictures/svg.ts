import { escapeUTF8 } from "entities";
import wrapAnsi from "wrap-ansi";

/** Size of a character cell, in pixels. Text flows within a line, so a wider font only moves its end. */
const CELL = { width: 8.43, height: 20 } as const;
const BAR = 34;
const PADDING = 16;

/** How long each scene of a recording is shown. */
const SECONDS = 7;

/** Dark, on light and dark pages. */
const STYLE = `
.window { fill: #161b22; stroke: #444c56; }
.bar { fill: #8b949e; font: 13px -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; }
.text { fill: #e6edf3; font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }
.b { font-weight: bold; } .d { fill: #8b949e; } .r { fill: #ff7b72; } .g { fill: #56d364; } .y { fill: #e3b341; } .c { fill: #79c0ff; }`;

/** Terminal content with a title line. */
export interface Scene {
  readonly title: string;
  /** Lines with SGR sequences. */
  readonly lines: readonly string[];
}

/** A picture of a terminal. Several scenes repeat in a loop; with reduced motion, only the first is shown. */
export function pictureOf(shown: readonly Scene[], alt: string): string {
  const scenes = shown.map(({ title, lines }) => ({ title, lines: lines.flatMap(wrapped) }));
  const lines = scenes.flatMap((scene) => scene.lines);
  const columns = Math.max(...lines.map((line) => plain(line).length));
  const width = Math.ceil(columns * CELL.width + 2 * PADDING);
  const height = BAR + Math.max(...scenes.map((scene) => scene.lines.length)) * CELL.height + PADDING;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeUTF8(alt)}</title>
<style>${STYLE}${scenes.length > 1 ? motion(scenes.length) : ""}
</style>
<rect class="window" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${["#ff5f56", "#ffbd2e", "#27c93f"].map((fill, index) => `<circle cx="${PADDING + 4 + index * 18}" cy="17" r="5.5" fill="${fill}"/>`).join("")}
${scenes.map((scene, index) => sceneOf(scene, index)).join("\n")}
</svg>
`;
}

const wrapped = (line: string): string[] => wrapAnsi(line, 104, { trim: false }).split("\n");

function sceneOf({ title, lines }: Scene, index: number): string {
  const texts = lines.map((line, row) => {
    const y = BAR + 14 + row * CELL.height;
    return plain(line).trim() === ""
      ? ""
      : `<text class="text" x="${PADDING}" y="${y}" xml:space="preserve">${spans(line)}</text>`;
  });
  return `<g class="scene s${index}"><text class="bar" x="84" y="22">${escapeUTF8(title)}</text>
${texts.filter(Boolean).join("\n")}</g>`;
}

/** Shows each scene for its share of the loop. */
function motion(count: number): string {
  const share = 100 / count;
  const delays = Array.from({ length: count }, (_, index) => `.s${index} { animation-delay: ${index * SECONDS}s; }`);
  return `
.scene { opacity: 0; animation: show ${count * SECONDS}s step-end infinite; } ${delays.join(" ")}
@keyframes show { 0% { opacity: 1; } ${share}% { opacity: 0; } }
@media (prefers-reduced-motion: reduce) { .scene { animation: none; } .s0 { opacity: 1; } }`;
}

const ESCAPE = "\u001b";
const SGR = new RegExp(`${ESCAPE}\\[([\\d;]*)m`, "g");

/** A line without its colours. */
export const plain = (line: string): string => line.replace(SGR, "");

const CLASSES: Readonly<Record<string, string>> = { 1: "b", 2: "d", 31: "r", 32: "g", 33: "y", 36: "c" };
const ENDS: Readonly<Record<string, readonly string[]>> = {
  0: ["b", "d", "r", "g", "y", "c"],
  22: ["b", "d"],
  39: ["r", "g", "y", "c"],
};

/** A line's text as spans, each with the classes of its active styles. */
function spans(line: string): string {
  const on = new Set<string>();
  return line
    .split(SGR)
    .map((part, index) => {
      if (index % 2 === 0)
        return on.size > 0 && part
          ? `<tspan class="${[...on].join(" ")}">${escapeUTF8(part)}</tspan>`
          : escapeUTF8(part);
      for (const code of (part || "0").split(";")) {
        for (const end of ENDS[code] ?? []) on.delete(end);
        if (CLASSES[code]) on.add(CLASSES[code]);
      }
      return "";
    })
    .join("");
}
