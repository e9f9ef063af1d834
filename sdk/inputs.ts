import type * as pulumi from "@pulumi/pulumi";

/** The properties of `T`, each of which can be an output of a resource, or a promise. */
export type Inputs<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/**
 * A list of objects that TypeScript tells apart by a property that is a plain literal. The list and each item can be outputs or promises.
 *
 * What a callback returns, as that of `apply`, has lost the literal: TypeScript has widened it to `string`. So an output may have any string
 * there; the provider checks it.
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
 * No value of its own: a promise of a list, which is in the union already. It keeps `apply` and `get` out of what editors offer in an item
 * that is written as an object. They stand there because an item can be an output; TypeScript leaves out what some type of a union protects.
 */
type Uncompleted<T> = Promise<readonly T[]> & { readonly [index: number]: ProtectedOutput };
interface ProtectedOutput extends OutputMembers {}
declare abstract class OutputMembers {
  protected apply: never;
  protected get: never;
}
