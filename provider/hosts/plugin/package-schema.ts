import { packageVersion } from "../../base/version";
import schema from "./schema.json";

/** The package schema, as the engine and code generators read it. */
export const packageSchema = (): string => JSON.stringify({ ...schema, version: packageVersion });
