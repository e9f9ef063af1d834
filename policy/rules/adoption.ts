import { type ResourceValidationPolicy, type StackValidationPolicy, validateResourceOfType } from "@pulumi/policy";
import { decodeTime } from "ulid";
import { incarnationIn } from "../../provider/hosts/dynamic/stored-state";
import { App } from "../../sdk";
import { configurationOf, holdsFor, schemaOf } from "../configuration";
import { violationText } from "../violation";

const name = "sinch-app-adoption";
const configSchema = schemaOf({});

/** What the apps of this run state as `adopt`, by URN: only their inputs have it, and only their outputs say what was there before. */
const stated = new Map<string, string>();
const started = Date.now();

/**
 * `adopt` is taken out of the program once the app is adopted. The run that adopts isn't reported. An app that changes in
 * the same run is reported at the end of that run: what a preview knows of it doesn't tell that it was there.
 */
export const adoption: ResourceValidationPolicy & StackValidationPolicy = {
  name,
  description:
    "An adopt that is left in the program does nothing, until the state is lost: then it takes over an app unasked.",
  enforcementLevel: "advisory",
  configSchema,
  validateResource: validateResourceOfType(App, (app, args) => {
    if (app.adopt !== undefined) stated.set(args.urn, app.adopt);
  }),
  validateStack(args, reportViolation) {
    const config = configurationOf<object>(name, configSchema, args.getConfig());
    for (const { urn, name: app, props, isType } of args.resources) {
      const value = stated.get(urn);
      if (value === undefined || !isType(App) || !holdsFor(config, urn, app) || !wasThere(incarnationIn(props)))
        continue;
      const limit = "take it out of the program: the app is adopted";
      reportViolation(violationText(name, app, { property: "adopt", value, limit, key: "exceptApps" }), urn);
    }
  },
};

/** Whether an app was adopted before this run. An incarnation begins with its time; those of early versions don't. */
function wasThere(incarnation: unknown): boolean {
  if (typeof incarnation !== "string") return false;
  try {
    return decodeTime(incarnation) < started;
  } catch {
    return true;
  }
}
