import * as pulumi from "@pulumi/pulumi";
import { found, type Location, type ResourceType, type Shown } from "../provider";

/** A resource as a program gets it: in the program's names, with secrets marked. */
export const resultOf = (type: ResourceType, { projectId, region }: Location, shown: Shown): object =>
  markedResult(type, { ...shown, projectId, region });

/**
 * A resource in the program's names, each secret an output marked as secret. Unset fields and hidden secrets are
 * absent.
 */
export const markedResult = (type: ResourceType, shown: object): object =>
  found(type, shown, (value) => pulumi.secret(value));
