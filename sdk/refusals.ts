import { type CustomResourceOptions, RunError } from "@pulumi/pulumi";
import { isObject, quotedName } from "../provider";
import { insteadOfObject, isLater } from "./argument-forms";

const EXAMPLE = 'new App("support", { displayName: "Support", channelCredentials: [ … ] })';

/** Refuses what can be told to be wrong of any app before the engine hears of it. @throws RunError of one line. */
export function refuseBadCall(name: string, args: object, opts: CustomResourceOptions): void {
  const refuse = refuserOf(name);
  const noArgs = insteadOfObject(args);
  if (noArgs) refuse(`the second argument must be an object, not ${noArgs}${insteadOf(noArgs)}`);
  refuseBadOptions(refuse, opts);
  // Pulumi passes on neither.
  const { id, urn } = args as Readonly<Record<string, unknown>>;
  if (id !== undefined) {
    refuse("id is set by the service and can't be given; adopt takes an app over, App.get looks one up");
  }
  if (urn !== undefined) refuse("urn is not an argument");
  const [proto] = holdersOfProto(args, "args");
  if (proto !== undefined) refuse(`${proto} holds __proto__, which is not a property here`);
}

/** Refuses what an app of the dynamic form can't be given. @throws RunError of one line. */
export function refuseWhatCantWork(name: string, args: object, opts: CustomResourceOptions): void {
  refuseBadCall(name, args, opts);
  const refuse = refuserOf(name);
  if (opts.import !== undefined) {
    refuse(
      "Pulumi can't import dynamic resources. Without managing it, App.get looks an app up; without `import`, a new app would be made",
    );
  }
  if ("secrets" in args) refuse("secrets is not an argument; state each secret in its place");
  if ("byPosition" in args) refuse("byPosition is not an argument");
  if ("replaceOnSecrets" in args) refuse("replaceOnSecrets is not an argument; use the option replaceOnChanges");
}

/** Refuses an `App.get` that would create an app, or lose its options. @throws RunError of one line. */
export function refuseBadGet(name: string, id: unknown, opts: unknown = {}): void {
  const refuse = refuserOf(name);
  if (!isLater(id) && (typeof id !== "string" || id === ""))
    refuse("App.get needs the app's id, as a string that isn't empty");
  refuseBadOptions(refuse, opts);
}

type Refuse = (why: string) => never;

function refuserOf(name: string): Refuse {
  if (typeof name !== "string" || name === "") {
    throw new RunError(`App: the first argument must be the resource's name: ${EXAMPLE}.`);
  }
  return (why) => {
    throw new RunError(`App ${quotedName(name, 100)}: ${why}.`);
  };
}

function refuseBadOptions(refuse: Refuse, opts: unknown): void {
  const noOpts = insteadOfObject(opts);
  if (noOpts) refuse(`the options must be an object, such as { parent: … }, not ${noOpts}`);
}

/** What to pass instead of arguments that aren't an object. */
function insteadOf(passed: string): string {
  if (passed === "an Output") {
    return "; pass an object whose values are Outputs, { displayName: output.displayName, … }, and mark each secret in its place: token: pulumi.secret(…)";
  }
  return passed === "a Promise" ? "; await it first" : `: ${EXAMPLE}`;
}

/** Where a key `__proto__` stands, as parsed JSON can have it: Pulumi would lose it, or take what is below it for properties. */
function holdersOfProto(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => holdersOfProto(item, `${path}[${at}]`));
  if (!isObject(value)) return [];
  if (Object.hasOwn(value, "__proto__")) return [path];
  return Object.entries(value).flatMap(([name, below]) => holdersOfProto(below, `${path}.${name}`));
}
