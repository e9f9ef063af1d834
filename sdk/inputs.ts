import type * as pulumi from "@pulumi/pulumi";

/** The properties of `T`, each of which can be a resource's output, or a promise. */
export type Inputs<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/**
 * A list of objects that TypeScript discriminates by a literal property. The list and each item can be outputs or
 * promises.
 *
 * The result of a callback, such as that of `apply`, loses the literal: TypeScript widens it to `string`. So an output
 * may have any string there; the provider checks it.
 */
export type InputList<T> =
  | readonly InputItem<T>[]
  | Promise<readonly InputItem<T>[]>
  | pulumi.OutputInstance<readonly (InputItem<T> | Widened<T>)[]>
  | Uncompleted<T>;

/** An item of an {@link InputList}. */
export type InputItem<T> = T | Promise<T> | pulumi.OutputInstance<T | Widened<T>>;

type Widened<T> = T extends unknown ? { [K in keyof T]: T[K] extends string ? string : T[K] } : never;

/**
 * Adds no values: a promise of a list is in the union already. It keeps `apply` and `get` out of completion in an item
 * written as an object. They appear because an item can be an output, and TypeScript hides a property that is protected
 * in some type of a union.
 */
type Uncompleted<T> = Promise<readonly T[]> & { readonly [index: number]: ProtectedOutput };
interface ProtectedOutput extends OutputMembers {}
declare abstract class OutputMembers {
  protected apply: never;
  protected get: never;
}
