import type { WrittenValidator } from "./keywords";
import type { Location, ResourceType } from "./resource-type";
import type { SchemaNode, Verified } from "./schema-node";

/** The parts of a resource type. */
export interface Definition {
  /** JSON Schema of the program's inputs. */
  readonly schema: SchemaNode;
  /** The validator that the build wrote. Without it, or for another schema, the schema is compiled when needed. */
  validator?(): WrittenValidator | undefined;
  /** What messages call it. */
  readonly noun: string;
  /** The field that identifies a duplicate: `displayName`. */
  readonly identity: string;
  /** What a default of the service can do to data, for messages: `delete messages`. */
  readonly dataLoss: string;
  /** The list whose items the service verifies after its response, if any. */
  readonly verified?: Verified;
  /** The effect of two resources with the same identity on a list, for messages. */
  readonly sharing?: string;
  /** Notes for the preview on what the program sets. They don't block the run. */
  advice?(about: Advised): readonly string[];
  /** Segments of the collection's path below `/v1/`. */
  path(at: Location): readonly string[];
  /** The same for a LIST, if its path differs. */
  listPath?(at: Location): readonly string[];
  /** The key of the list in the response to a LIST. */
  readonly listKey: string;
  /**
   * The parent, with which a resource is deleted, and the field with its ID: a part of the address that the program
   * sets.
   */
  readonly parent?: { readonly field: string; readonly type: ResourceType };
  /** The service refuses a second resource with the same identity, and more than `most`, in one place. */
  readonly unique?: { readonly most: number };
}

/** What advice is based on. */
export interface Advised {
  /** The fields that the program sets, with `UNKNOWN` for unknown values. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The existing resource, from the state or as found for adoption. */
  readonly existing?: Readonly<Record<string, unknown>> | undefined;
  /** Whether it will be created, as far as known. */
  readonly isCreated: boolean;
}
