import path from "node:path";
import ts from "typescript";
import { CHECKOUT } from "./checkout";

// TypeScript as an editor runs it, over programs that no file holds. They read this package as it is built.

/** The options of this checkout. Without its folders, by which TypeScript would find the sources of what is built. */
const {
  options: { rootDir: _, outDir: __, ...checkoutOptions },
} = ts.parseJsonConfigFileContent(
  ts.readConfigFile(path.join(CHECKOUT, "tsconfig.json"), ts.sys.readFile).config,
  ts.sys,
  CHECKOUT,
);

/** Something wrong in a program. */
export interface Problem {
  readonly file: string;
  /** Counted from 0. */
  readonly line: number;
  /** What it underlines. */
  readonly at: string;
  /** What TypeScript says, each line of it. */
  readonly lines: readonly string[];
}

/** What an editor shows over a name. */
export interface Hover {
  /** `(property) StaticBearerChannel.channel: …`. */
  readonly declaration: string;
  readonly text: string;
  /** `@example` and the like, by name. */
  readonly tags: Readonly<Record<string, string>>;
}

/** One service for all programs of a process, since what they import takes seconds to read. */
export class LanguageService {
  private texts: ReadonlyMap<string, string> = new Map();
  private options: ts.CompilerOptions = checkoutOptions;
  private version = 0;
  private readonly readFile = (file: string): string | undefined => this.texts.get(file) ?? ts.sys.readFile(file);
  private readonly service = ts.createLanguageService({
    getCompilationSettings: () => this.options,
    getScriptFileNames: () => [...this.texts.keys()],
    getScriptVersion: (file) => (this.texts.has(file) ? String(this.version) : ""),
    getScriptSnapshot: (file) => {
      const text = this.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => CHECKOUT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (file) => this.texts.has(file) || ts.sys.fileExists(file),
    readFile: this.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: (file) => ts.sys.realpath?.(file) ?? file,
  });

  /** Takes programs, by file name, in place of those before. */
  open(programs: Readonly<Record<string, string>>, options: ts.CompilerOptions = {}): this {
    const folder = path.join(CHECKOUT, "tests/docs");
    this.texts = new Map(Object.entries(programs).map(([name, text]) => [path.join(folder, name), text]));
    this.options = { ...checkoutOptions, noUnusedLocals: false, ...options };
    this.version += 1;
    return this;
  }

  /** What is wrong in the programs that are open, and in the options. */
  problems(): Problem[] {
    const global = this.service.getCompilerOptionsDiagnostics();
    const own = [...this.texts.keys()].flatMap((file) => [
      ...this.service.getSyntacticDiagnostics(file),
      ...this.service.getSemanticDiagnostics(file),
    ]);
    return [...global, ...own].map(({ file, start = 0, length = 0, messageText }) => ({
      file: path.basename(file?.fileName ?? ""),
      line: file?.getLineAndCharacterOfPosition(start).line ?? 0,
      at: file?.text.slice(start, start + length) ?? "",
      lines: ts.flattenDiagnosticMessageText(messageText, "\n").split(/\n\s*/),
    }));
  }

  /** The names that an editor offers in front of a text of a program. */
  completions(name: string, text: string): string[] {
    const [file, position] = this.find(name, text);
    const { entries = [] } = this.service.getCompletionsAtPosition(file, position, {}) ?? {};
    return entries.map((entry) => entry.name);
  }

  /** What an editor shows over the name that begins with a text of a program. */
  hover(name: string, text: string): Hover | undefined {
    return this.hoverAt(...this.find(name, text));
  }

  /** What an editor shows over the name of each property that a file of this package declares, by `Interface.property`. */
  hovers(declarations: string): ReadonlyMap<string, Hover | undefined> {
    const file = path.join(CHECKOUT, declarations);
    const source = this.service.getProgram()?.getSourceFile(file);
    const properties = (source?.statements ?? []).flatMap((node) =>
      ts.isInterfaceDeclaration(node) ? node.members.map((member) => [node.name.text, member] as const) : [],
    );
    return new Map(
      properties.flatMap(([owner, { name }]) =>
        name ? [[`${owner}.${name.getText(source)}`, this.hoverAt(file, name.getStart(source))]] : [],
      ),
    );
  }

  private find(name: string, text: string): [file: string, position: number] {
    const [file, program] = [...this.texts].find(([each]) => path.basename(each) === name) ?? ["", ""];
    const position = program.indexOf(text);
    if (position < 0) throw new Error(`${name} has no ${text}`);
    return [file, position];
  }

  private hoverAt(file: string, position: number): Hover | undefined {
    const info = this.service.getQuickInfoAtPosition(file, position);
    if (!info) return undefined;
    return {
      declaration: ts.displayPartsToString(info.displayParts),
      text: ts.displayPartsToString(info.documentation),
      tags: Object.fromEntries((info.tags ?? []).map((tag) => [tag.name, ts.displayPartsToString(tag.text)])),
    };
  }
}
