import { type CustomResourceOptions, RunError } from "@pulumi/pulumi";
import { isObject } from "../provider/base/values";

/** Refuses what can be told to be wrong before the engine hears of it. @throws RunError of one line. */
export function refuseWhatCantWork(name: string, args: object, opts: CustomResourceOptions): void {
  const refuse = (why: string): never => {
    throw new RunError(`App "${name}": ${why}.`);
  };
  if (opts.import !== undefined) {
    refuse(
      "Pulumi can't import dynamic resources. Without managing it, App.get looks an app up; without `import`, a new app would be made",
    );
  }
  // Pulumi passes on neither.
  const { id, urn } = args as Readonly<Record<string, unknown>>;
  if (id !== undefined) {
    refuse("id is set by the service and can't be given; adopt takes an app over, App.get looks one up");
  }
  if (urn !== undefined) refuse("urn is not an argument");
  if ("secrets" in args) refuse("secrets is not an argument; state each secret in its place");
  if ("byPosition" in args) refuse("byPosition is not an argument");
  if ("replaceOnSecrets" in args) refuse("replaceOnSecrets is not an argument; use the option replaceOnChanges");
  const [proto] = holdersOfProto(args, "args");
  if (proto !== undefined) refuse(`${proto} holds __proto__, which is not a property here`);
}

/** Where a key `__proto__` stands, as parsed JSON can have it: Pulumi would lose it, or take what is below it for properties. */
function holdersOfProto(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => holdersOfProto(item, `${path}[${at}]`));
  if (!isObject(value)) return [];
  if (Object.hasOwn(value, "__proto__")) return [path];
  return Object.entries(value).flatMap(([name, below]) => holdersOfProto(below, `${path}.${name}`));
}
