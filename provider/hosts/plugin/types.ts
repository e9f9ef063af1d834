import type { ResourceType } from "../../model/resource-type";
import { resourceTypes } from "../../resources";

/** The resources of the package, by their type in the engine. */
export const TYPES: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries(resourceTypes).map(([name, type]) => [`sinch:conversation:${name}`, type]),
);
