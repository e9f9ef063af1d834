import type { ResourceType } from "../../model/resource-type";
import { resourceTypes } from "../../resources";

/** The package's resource types, by their engine type. */
export const TYPES: ReadonlyMap<string, ResourceType> = new Map(
  Object.entries(resourceTypes).map(([name, type]) => [`sinch:conversation:${name}`, type]),
);
