import type { ResourceType } from "../../model/resource-type";
import { appType } from "../../resources/app";

/** The resources of the package, by their type in the engine. */
export const TYPES: ReadonlyMap<string, ResourceType> = new Map([["sinch:conversation:App", appType]]);
