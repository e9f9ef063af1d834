import { inspect, styleText } from "node:util";
import type { JournalEntry } from "../../fake";

type Style = Parameters<typeof styleText>[0];

/** Prints the demo's lines, coloured if the terminal supports it, and records them. */
export class Printer {
  /** Everything printed, without colours. */
  printed = "";

  constructor(private readonly stream: NodeJS.WritableStream = process.stdout) {}

  /** Prints one line or several. */
  line(text = "", style?: Style): void {
    this.printed += `${text}\n`;
    this.stream.write(`${style ? styleText(style, text, { stream: this.stream }) : text}\n`);
  }

  /** Prints a heading. */
  title(text: string): void {
    this.line(`\n${text}`, "bold");
  }

  /** Prints a name and its value. */
  fact(name: string, text: string): void {
    this.line(`  ${name.padEnd(8)} ${text}`);
  }

  /** Prints what a user would type, or what somebody did behind Pulumi's back. */
  action(text: string): void {
    this.line(`  ${text}`, "cyan");
  }

  /** Prints quoted lines, of a program or a preview. Lines that begin like a diff are coloured like one. */
  quote(text: string): void {
    for (const line of text.split("\n")) this.line(`    ${line}`.trimEnd(), styleOf(line));
  }

  /** Prints the requests that the API received, one per line. */
  requestLines(entries: readonly JournalEntry[]): void {
    for (const { method, path, status } of entries) this.quote(`${method} ${path} → ${status}`);
  }

  /** Prints the requests that the API received, with query and body; the journal hides secrets. */
  requests(entries: readonly JournalEntry[]): void {
    for (const entry of entries) {
      this.requestLines([entry]);
      this.quote(`  ?${decodeURIComponent(entry.query)}`);
      this.quote(inspect(entry.body, { depth: null, breakLength: 84, compact: 4 }).replace(/^/gm, "  "));
    }
  }

  /** Prints a claim that was confirmed. */
  holds(claim: string): void {
    this.line(`  ✓ ${claim}`, "green");
  }

  /** Prints a failed claim, or an error. */
  fails(text: string): void {
    this.line(`  ✗ ${text}`, "red");
  }
}

function styleOf(line: string): Style {
  const sign = line.trimStart()[0] ?? "";
  const styles: Record<string, Style> = { "+": "green", "-": "red", "~": "yellow" };
  return styles[sign] ?? "dim";
}
