import { inspect, styleText } from "node:util";
import type { JournalEntry } from "../../fake";

type Style = Parameters<typeof styleText>[0];

/** Writes the demo's lines, coloured where the terminal takes colours, and remembers them. */
export class Printer {
  /** Everything that was printed, without colours. */
  printed = "";

  constructor(private readonly stream: NodeJS.WritableStream = process.stdout) {}

  /** One line, or several. */
  line(text = "", style?: Style): void {
    this.printed += `${text}\n`;
    this.stream.write(`${style ? styleText(style, text, { stream: this.stream }) : text}\n`);
  }

  /** A line that names what comes. */
  title(text: string): void {
    this.line(`\n${text}`, "bold");
  }

  /** A name and what it is. */
  fact(name: string, text: string): void {
    this.line(`  ${name.padEnd(8)} ${text}`);
  }

  /** What somebody would type, or did behind Pulumi's back. */
  action(text: string): void {
    this.line(`  ${text}`, "cyan");
  }

  /** Lines of something else: a program, a preview. Those that begin like a line of a diff are coloured like one. */
  quote(text: string): void {
    for (const line of text.split("\n")) this.line(`    ${line}`.trimEnd(), styleOf(line));
  }

  /** Requests as the API received them, each in a line. */
  requestLines(entries: readonly JournalEntry[]): void {
    for (const { method, path, status } of entries) this.quote(`${method} ${path} → ${status}`);
  }

  /** Requests as the API received them, with query and body; secrets are hidden in the journal. */
  requests(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      this.requestLines([entry]);
      this.quote(`  ?${decodeURIComponent(entry.query)}`);
      this.quote(inspect(entry.body, { depth: null, breakLength: 84, compact: 4 }).replace(/^/gm, "  "));
    }
  }

  /** A claim that was checked. */
  holds(claim: string): void {
    this.line(`  ✓ ${claim}`, "green");
  }

  /** A claim that doesn't hold, or an error. */
  fails(text: string): void {
    this.line(`  ✗ ${text}`, "red");
  }
}

function styleOf(line: string): Style {
  const sign = line.trimStart()[0] ?? "";
  const styles: Record<string, Style> = { "+": "green", "-": "red", "~": "yellow" };
  return styles[sign] ?? "dim";
}
