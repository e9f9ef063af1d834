import { type CustomResourceOptions, RunError } from "@pulumi/pulumi";
import { isObject, quotedName, withArticle } from "../provider";
import { insteadOfObject, isLater } from "./argument-forms";
import type { ResourceClass } from "./resource-class";

/** Refuses arguments that are wrong for any resource, before the engine sees them. @throws RunError of one line. */
export function refuseBadCall(of: ResourceClass, name: string, args: object, opts: CustomResourceOptions): void {
  const { noun } = of.type.definition;
  const refuse = refuserOf(of, name);
  const noArgs = insteadOfObject(args);
  if (noArgs) refuse(`the second argument must be an object, not ${noArgs}${insteadOf(of, noArgs)}`);
  refuseBadOptions(refuse, opts);
  // Pulumi passes neither on.
  const { id, urn } = args as Readonly<Record<string, unknown>>;
  if (id !== undefined) {
    refuse(
      `id is set by the service and can't be set here; use adopt to manage an existing ${noun}, ${of.name}.get to look one up`,
    );
  }
  if (urn !== undefined) refuse("urn is not an argument");
  const [proto] = holdersOfProto(args, "args");
  if (proto !== undefined) refuse(`${proto} holds __proto__, which is not a known property`);
}

/** Refuses what the dynamic form doesn't support. @throws RunError of one line. */
export function refuseWhatCantWork(of: ResourceClass, name: string, args: object, opts: CustomResourceOptions): void {
  refuseBadCall(of, name, args, opts);
  const { noun } = of.type.definition;
  const refuse = refuserOf(of, name);
  if (opts.import !== undefined) {
    refuse(
      `Pulumi can't import dynamic resources. Without managing it, ${of.name}.get looks ${withArticle(noun)} up; without \`import\`, a new ${noun} would be created`,
    );
  }
  if ("secrets" in args) refuse("secrets is not an argument; set each secret in its place");
  if ("byPosition" in args) refuse("byPosition is not an argument");
  if ("replaceOnSecrets" in args) refuse("replaceOnSecrets is not an argument; use the option replaceOnChanges");
}

/** Refuses a `get` that would create a resource or lose its options. @throws RunError of one line. */
export function refuseBadGet(of: ResourceClass, name: string, id: unknown, opts: unknown = {}): void {
  const refuse = refuserOf(of, name);
  if (!isLater(id) && (typeof id !== "string" || id === ""))
    refuse(`${of.name}.get needs the ${of.type.definition.noun}'s ID, as a non-empty string`);
  refuseBadOptions(refuse, opts);
}

type Refuse = (why: string) => never;

export function refuserOf(of: ResourceClass, name: string): Refuse {
  if (typeof name !== "string" || name === "") {
    throw new RunError(`${of.name}: the first argument must be the resource's name: ${of.example}.`);
  }
  return (why) => {
    throw new RunError(`${of.name} ${quotedName(name, 100)}: ${why}.`);
  };
}

function refuseBadOptions(refuse: Refuse, opts: unknown): void {
  const noOpts = insteadOfObject(opts);
  if (noOpts) refuse(`the options must be an object, such as { parent: … }, not ${noOpts}`);
}

/** What to pass instead of arguments that aren't an object. */
function insteadOf({ type, example }: ResourceClass, passed: string): string {
  const { identity } = type.definition;
  if (passed === "an Output") {
    return `; pass an object whose values are Outputs, { ${identity}: output.${identity}, … }, and mark each secret in its place: token: pulumi.secret(…)`;
  }
  return passed === "a Promise" ? "; await it first" : `: ${example}`;
}

/**
 * Paths of `__proto__` keys, which parsed JSON can have. Pulumi would lose them or treat their content as properties.
 */
function holdersOfProto(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => holdersOfProto(item, `${path}[${at}]`));
  if (!isObject(value)) return [];
  if (Object.hasOwn(value, "__proto__")) return [path];
  return Object.entries(value).flatMap(([name, below]) => holdersOfProto(below, `${path}.${name}`));
}
