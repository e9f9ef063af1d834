import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { SinchError } from "../../base/errors";
import { define, isObject } from "../../base/values";
import { byIndex } from "../../model/path";
import type { Path } from "../../model/resource-type";
import { UNKNOWN } from "../../model/secrets";

// The engine's encoding of property values: a protobuf struct, in which an object with a signature represents what JSON
// can't.

export type Props = Readonly<Record<string, unknown>>;

/** Properties in the core's form, with the paths marked as secret. Paths include list positions. */
export interface Marked {
  readonly props: Props;
  readonly marks: readonly Path[];
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const FILES = { c44067f5952c0a294b673a41bacd8c17: "an asset", "0def7320c3a5731c473e5ecbe6d01bc7": "an archive" };

/** Placeholders for unknown values, one per type. The core uses only the one for text. */
const UNKNOWNS: ReadonlySet<string> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Decodes properties from the engine. @throws SinchError if one contains a file. */
export function fromEngine(struct: Struct | undefined): Marked {
  const marks: Path[] = [];
  return { props: objectFrom(struct?.toJavaScript() ?? {}, [], marks), marks };
}

function objectFrom(object: Props, path: Path, marks: Path[]): Props {
  const read: Record<string, unknown> = {};
  for (const [name, below] of Object.entries(object)) define(read, name, valueFrom(below, [...path, name], marks));
  return read;
}

function valueFrom(value: unknown, path: Path, marks: Path[]): unknown {
  if (typeof value === "string") return UNKNOWNS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map((item, at) => valueFrom(item, [...path, String(at)], marks));
  if (!isObject(value)) return value;
  switch (value[SIGNATURE]) {
    case SECRET:
      marks.push(path);
      return valueFrom(value.value, path, marks);
    case OUTPUT:
      if (value.secret === true) marks.push(path);
      return Object.hasOwn(value, "value") ? valueFrom(value.value, path, marks) : UNKNOWN;
    case RESOURCE:
      return valueFrom(value.id ?? value.urn, path, marks);
    default: {
      const file = FILES[value[SIGNATURE] as keyof typeof FILES];
      if (file) throw new SinchError("ERR_SINCH_CONFIGURATION", `${byIndex(path)} must not be ${file}`);
      return objectFrom(value, path, marks);
    }
  }
}

/**
 * Encodes properties for the engine.
 *
 * @param isSecret Whether to mark the value at a path as secret. Paths include list positions.
 */
export function toEngine(props: Props, isSecret: (path: Path, value: unknown) => boolean = () => false): Struct {
  return Struct.fromJavaScript(objectTo(props, [], isSecret));
}

function objectTo(object: Props, path: Path, isSecret: typeof never): Record<string, JavaScriptValue> {
  const written: Record<string, JavaScriptValue> = {};
  for (const [name, below] of Object.entries(object)) {
    if (below !== undefined) define(written, name, valueTo(below, [...path, name], isSecret));
  }
  return written;
}

function valueTo(value: unknown, path: Path, isSecret: typeof never): JavaScriptValue {
  if (isSecret(path, value)) return { [SIGNATURE]: SECRET, value: valueTo(value, path, never) };
  if (Array.isArray(value)) return value.map((item, at) => valueTo(item ?? null, [...path, String(at)], isSecret));
  return isObject(value) ? objectTo(value, path, isSecret) : (value as JavaScriptValue);
}

/** Values inside a secret aren't marked again. */
const never = (_path: Path, _value: unknown): boolean => false;
