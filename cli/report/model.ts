/**
 * What a command found, before it is known in which form it is read. It holds what things mean; how they look is up to the
 * renderers. Nothing in it is secret.
 */
export interface Report {
  readonly command: "drift" | "compare" | "promote";
  readonly title: Title;
  /** What stands beside the title. */
  readonly notes?: readonly string[];
  /** Why something couldn't be told. */
  readonly problems?: readonly string[];
  readonly sections: readonly Section[];
  readonly next: Next;
}

/** The verdict, and what it is about. */
export interface Title {
  readonly text: string;
  readonly about?: string;
  readonly severity?: Severity;
}

export type Severity = "good" | "warning" | "bad";

/** A part of a report under a title of its own; one without a title follows what is before it. */
export interface Section {
  readonly title?: string;
  /** What it comes to. */
  readonly summary?: { readonly text: string; readonly severity?: Severity };
  /** The request that would be sent. */
  readonly call?: string;
  /** Folded where a reader can unfold it; left out there where it has nothing to tell. */
  readonly folded?: true;
  readonly parts: readonly Part[];
}

export type Part =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | TablePart
  | ChangesPart
  | AppsPart
  | UnmanagedPart;

/** A table. */
export interface TablePart {
  readonly kind: "table";
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Each row is a resource: rows may be left out from the end, which is said. */
  readonly ofResources?: true;
}

export type Cell = string | Value | Mark;

/** A state in a few words. */
export interface Mark {
  readonly kind: "mark";
  readonly text: string;
  readonly severity: Severity;
}

/** A value of a field, as far as it may be shown. */
export type Value =
  | { readonly kind: "unset" }
  /** Only that there is one is said. */
  | { readonly kind: "secret" }
  /** An output that is known after the update. */
  | { readonly kind: "unknown" }
  | { readonly kind: "plain"; readonly value: unknown };

/** One field with its old and its new value, or one channel that comes or goes. */
export interface Change {
  readonly kind: "changed" | "added" | "removed" | "reordered";
  /** For people: `channelCredentials[SMS].staticBearer.token`. */
  readonly field: string;
  readonly before: Value;
  readonly after: Value;
  readonly severity?: Severity;
  /** An earlier report has it, too. */
  readonly known?: true;
}

/** A change beside what another stack has in its place. */
export interface PlannedChange extends Change {
  readonly elsewhere: Value;
  /** Where the new value comes from. */
  readonly label: string;
}

/** The changes of one app, set against another stack. */
export interface ChangesPart {
  readonly kind: "changes";
  readonly stack: string;
  readonly elsewhere: string;
  readonly changes: readonly PlannedChange[];
}

/** The apps of a stack. */
export interface AppsPart {
  readonly kind: "apps";
  readonly apps: readonly AppEntry[];
  /** Operations that an interrupted run left. */
  readonly interrupted: readonly { readonly operation: string; readonly name: string }[];
}

/** An app with what was found of it. */
export interface AppEntry {
  readonly name: string;
  readonly displayName?: string;
  readonly id: string;
  readonly status: "in sync" | "changed" | "missing" | "unreadable";
  readonly severity: Severity;
  readonly changes: readonly Change[];
  readonly channels: readonly ChannelEntry[];
  readonly known?: true;
}

/** A channel that doesn't work, or not yet. */
export interface ChannelEntry {
  readonly channel: string;
  readonly status: "failing" | "pending";
  readonly severity: Severity;
  readonly reason?: string;
  readonly known?: true;
}

/** Apps that no stack manages. */
export interface UnmanagedPart {
  readonly kind: "unmanaged";
  readonly apps: readonly {
    readonly id: string;
    readonly displayName: string;
    readonly channels: readonly string[];
    readonly known?: true;
  }[];
}

/** What to do next, the command to run last. */
export interface Next {
  readonly title?: string;
  readonly steps: readonly Step[];
}

/** A sentence, code in it between backticks, and the commands that it leads to. */
export interface Step {
  readonly text: string;
  readonly commands: readonly string[];
}

/** By this a comment or an issue of a command is found again, and a file of it is known. */
export const markOf = (command: Report["command"]): string => `<!-- sinch-apps ${command} -->`;
