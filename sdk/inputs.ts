import type * as pulumi from "@pulumi/pulumi";

/** A value whose every part can be an output of another resource, or a promise. */
export type DeepInput<T> = pulumi.Input<T extends object ? { [K in keyof T]: DeepInput<T[K]> } : T>;

/** The properties of `T`, each a {@link DeepInput}. */
export type DeepInputs<T> = { [K in keyof T]: DeepInput<T[K]> };
