import * as pulumi from "@pulumi/pulumi";
import { insteadOfObject } from "./argument-forms";
import type { LookupOptions } from "./get-app-args";

/** What a look-up needs in addition to its arguments. */
export interface Timing {
  /** Whether it waited for resources, so that earlier results don't count. */
  readonly fresh: boolean;
}

/**
 * The output form of a look-up. It waits for the resources behind its arguments and for those in `dependsOn`. If one of
 * them doesn't exist yet, the result isn't known in the preview.
 */
export function asOutput<A extends object, R>(
  operation: string,
  args: pulumi.Input<A>,
  opts: LookupOptions,
  lookUp: (args: A, timing: Timing) => Promise<R>,
): pulumi.Output<R> {
  const wrong = insteadOfObject(opts);
  if (wrong)
    throw new pulumi.RunError(`${operation}: the options must be an object, such as { dependsOn: … }, not ${wrong}`);
  const { dependsOn } = opts;
  const known = pulumi.output(args) as unknown as pulumi.Output<A>;
  const explicit = pulumi.output(dependsOn ?? []) as pulumi.Output<unknown>;
  const ids = explicit.apply(async (resources) => {
    const implicit = await pulumi.getAllResources(known);
    return [...new Set([...implicit, ...resourcesOf(operation, resources)].flatMap(withChildren))].flatMap(idOf);
  });
  // An `apply` doesn't unwrap outputs in its result, so each secret in a result keeps its own mark.
  const waited = ids.apply((all) => pulumi.all(all)) as pulumi.Output<string[]>;
  return pulumi
    .all([known, waited])
    .apply(([told, after]) => lookUp(told as A, { fresh: after.length > 0 })) as pulumi.Output<R>;
}

/** The resources in a program's `dependsOn`, which may contain `undefined`. */
function resourcesOf(operation: string, dependsOn: unknown): pulumi.Resource[] {
  const all = [dependsOn].flat().filter((value) => value !== undefined && value !== null);
  if (all.every((value) => pulumi.Resource.isInstance(value))) return all;
  throw new pulumi.RunError(`${operation}: dependsOn must be a resource or a list of resources`);
}

function withChildren(resource: pulumi.Resource): pulumi.Resource[] {
  if (!pulumi.ComponentResource.isInstance(resource)) return [resource];
  const children = (resource as unknown as { __childResources?: Set<pulumi.Resource> }).__childResources ?? [];
  return [...children].flatMap(withChildren);
}

/** A resource that a component of another language depends on has no ID. */
const idOf = (resource: pulumi.Resource): pulumi.Output<string>[] =>
  pulumi.CustomResource.isInstance(resource) && resource.id ? [resource.id] : [];
