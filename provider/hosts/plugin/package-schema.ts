import { packageVersion } from "../../base/version";
import schema from "./schema.json";

/** The schema of the package, as code generators and the engine read it. */
export const packageSchema = (): string => JSON.stringify({ ...schema, version: packageVersion });
