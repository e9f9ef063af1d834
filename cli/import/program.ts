import { code, type KeyOf, literal } from "./print";
import type { Value } from "./value";

/** An app as it stands in a program. */
export interface Declaration {
  /** Name of the resource. */
  readonly name: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, Value>>;
  /** What its secrets are called in the stack's configuration. */
  readonly keyOf: KeyOf;
}

const MARK = "// Written by `sinch-apps import`.";

const HEADER = `${MARK} It is yours to edit: run again, it only adds
// the apps that neither this file nor the stack has, at the end.
import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";

const config = new pulumi.Config();
`;

/** What is found in a program that was written before. */
export interface Written {
  /** Ids that it adopts. */
  readonly ids: ReadonlySet<string>;
  /** Names of the resources in it. */
  readonly names: ReadonlySet<string>;
  /** Names of the resources by the ids that they adopt, where the id stands first. */
  readonly adopted: ReadonlyMap<string, string>;
  /** The secrets that it takes from the stack's configuration. */
  readonly required: readonly RequiredSecret[];
}

/** A secret that a program takes from the stack's configuration. */
export interface RequiredSecret {
  readonly key: string;
  /** Whether it is kept as JSON. */
  readonly isObject: boolean;
}

/**
 * What a file holds, or `undefined` where it isn't one that was written here, or can't be added to any more.
 */
export function readProgram(text: string): Written | undefined {
  const needed = [MARK, /\bpulumi\.Config\(\)/, /\bApp\b.*from "pulumi-sinch-conversation"/];
  if (!needed.every((part) => (typeof part === "string" ? text.includes(part) : part.test(text)))) return undefined;
  const found = (pattern: RegExp): Set<string> => new Set([...text.matchAll(pattern)].map(([, one]) => one as string));
  const pairs = text.matchAll(/\bnew App\(\s*["'`]([^"'`]+)["'`],\s*\{\s*adopt:\s*["'`]([^"'`]+)["'`]/g);
  return {
    ids: found(/\badopt:\s*["'`]([^"'`]+)["'`]/g),
    names: found(/\bnew App\(\s*["'`]([^"'`]+)["'`]/g),
    adopted: new Map([...pairs].map(([, name, id]) => [id as string, name as string])),
    required: requiredIn(text.replace(/^\s*(\/\/.*|\/\*[\s\S]*?\*\/)/gm, "")),
  };
}

function requiredIn(text: string): RequiredSecret[] {
  const calls = text.matchAll(/\bconfig\.requireSecret(Object)?(?:<[^>(]*>)?\(\s*["'`]([^"'`]+)["'`]/g);
  const objects = new Map([...calls].map(([, isObject, key]) => [key as string, isObject !== undefined]));
  return [...objects].map(([key, isObject]) => ({ key, isObject }));
}

/** A program that declares apps, or one that was written before with more of them. */
export function programOf(declarations: readonly Declaration[], before: string = HEADER): string {
  return [`${before.trimEnd()}\n`, ...declarations.map(statementOf)].join("\n");
}

function statementOf({ name, id, fields, keyOf }: Declaration): string {
  const start = `new App(${literal(name)}, `;
  return `${start}${code({ adopt: id, ...fields }, 0, start, keyOf)});\n`;
}
