import * as pulumi from "@pulumi/pulumi";
import { found, type Location, type ResourceType, type Shown } from "../provider";

/** A resource of the service as a program gets it: in the program's names, secrets marked. */
export const resultOf = (type: ResourceType, { projectId, region }: Location, shown: Shown): object =>
  markedResult(type, { ...shown, projectId, region });

/**
 * A resource in the program's names, each secret an output that is marked as one. What isn't set, and a secret that the service
 * hides, is absent.
 */
export const markedResult = (type: ResourceType, shown: object): object =>
  found(type, shown, (value) => pulumi.secret(value));
