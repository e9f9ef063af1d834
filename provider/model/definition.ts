import type { WrittenValidator } from "./keywords";
import type { Location, ResourceType } from "./resource-type";
import type { SchemaNode, Verified } from "./schema-node";

/** What a resource type is made of. */
export interface Definition {
  /** JSON Schema of what a program writes. */
  readonly schema: SchemaNode;
  /** The schema as a function that the build wrote. Without it, or for another schema, it is compiled when needed. */
  validator?(): WrittenValidator | undefined;
  /** What messages call it. */
  readonly noun: string;
  /** The field by which a twin is told: `displayName`. */
  readonly identity: string;
  /** What a default of the service can do to its data, for messages: `delete messages`. */
  readonly dataLoss: string;
  /** The list whose items the service verifies only after its response, if there is one. */
  readonly verified?: Verified;
  /** What comes of two resources that have the same identity on a list, for messages. */
  readonly sharing?: string;
  /** What a preview should say of what the program sets, and can go on with. */
  advice?(about: Advised): readonly string[];
  /** Names below `/v1/` of the collection's path. */
  path(at: Location): readonly string[];
  /** The same for a LIST, if that has another one. */
  listPath?(at: Location): readonly string[];
  /** The key of the list in the response to a LIST. */
  readonly listKey: string;
  /** What a resource belongs to and goes with, and the field that holds its ID: a part of the address that the program sets. */
  readonly parent?: { readonly field: string; readonly type: ResourceType };
  /** The service refuses a second resource of the same identity, and more than so many, in one place. */
  readonly unique?: { readonly most: number };
}

/** What advice is given on. */
export interface Advised {
  /** The fields that the program sets; `UNKNOWN` in place of what isn't known yet. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The resource so far: as the state has it, or what is adopted. */
  readonly existing?: Readonly<Record<string, unknown>> | undefined;
  /** Whether it is going to be created, as far as that can be told. */
  readonly isCreated: boolean;
}
