// The part of Pulumi's package schema generated here.

/** A property, or the type of one. */
export interface PropertySpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly oneOf?: readonly PropertySpec[];
  readonly items?: PropertySpec;
  readonly additionalProperties?: PropertySpec;
  readonly description?: string;
  readonly secret?: true;
  readonly willReplaceOnChanges?: true;
}

export type Properties = Readonly<Record<string, PropertySpec>>;

/** An object's properties. */
export interface ObjectSpec {
  readonly type?: "object";
  readonly description?: string;
  readonly properties: Properties;
  readonly required?: readonly string[];
}

/** A string with a few allowed values. */
export interface EnumSpec {
  readonly type: "string";
  readonly description?: string;
  readonly enum: readonly { readonly name: string; readonly value: string }[];
}

export interface FunctionSpec {
  readonly description: string;
  readonly inputs: ObjectSpec;
  readonly outputs: ObjectSpec;
}

/** Pulumi's token for a member of this package. */
export const token = (name: string): string => `sinch:conversation:${name}`;

export const refTo = (name: string): PropertySpec => ({ $ref: `#/types/${token(name)}` });
