import * as pulumi from "@pulumi/pulumi";
import type { LookupOptions } from "./get-app-args";

/** What a look-up is told beside its arguments. */
export interface Timing {
  /** It comes after resources: what was looked up before them doesn't count. */
  readonly fresh: boolean;
}

/**
 * The output form of a look-up: it waits for its arguments and for the resources that they come from, and for those of
 * `dependsOn`. Where one of them is yet to be made, the result isn't known in the preview.
 */
export function asOutput<A extends object, R>(
  args: pulumi.Input<A>,
  { dependsOn }: LookupOptions,
  lookUp: (args: A, timing: Timing) => Promise<R>,
): pulumi.Output<R> {
  const known = pulumi.output(args) as unknown as pulumi.Output<A>;
  const explicit = pulumi.output(dependsOn ?? []) as unknown as pulumi.Output<pulumi.Resource | pulumi.Resource[]>;
  const ids = explicit.apply(async (resources) => {
    const implicit = await pulumi.getAllResources(known);
    return [...new Set([...implicit, ...[resources].flat()].flatMap(withChildren))].flatMap(idOf);
  });
  // An `apply` leaves outputs in what it gives as they are, so that the secrets in a result stay marks of their own.
  const waited = ids.apply((all) => pulumi.all(all)) as pulumi.Output<string[]>;
  return pulumi
    .all([known, waited])
    .apply(([told, after]) => lookUp(told as A, { fresh: after.length > 0 })) as pulumi.Output<R>;
}

function withChildren(resource: pulumi.Resource): pulumi.Resource[] {
  if (!pulumi.ComponentResource.isInstance(resource)) return [resource];
  const children = (resource as unknown as { __childResources?: Set<pulumi.Resource> }).__childResources ?? [];
  return [...children].flatMap(withChildren);
}

/** One that another language's component depends on has none. */
const idOf = (resource: pulumi.Resource): pulumi.Output<string>[] =>
  pulumi.CustomResource.isInstance(resource) && resource.id ? [resource.id] : [];
