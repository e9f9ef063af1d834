import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { CheckedApp } from "../app";
import { isOurs, validate } from "../both-forms";
import { configurationOf, holdsFor, schemaOf } from "../configuration";
import { violationText } from "../violation";

const name = "sinch-app-adoption";
const configSchema = schemaOf({});

/** What the apps of this run state as `adopt`, by URN: an app's outputs no longer have it once it is adopted. */
const stated = new Map<string, string>();

/**
 * `adopt` is taken out of the program once the app is adopted. The preview that shows the adoption says nothing, the `up` that
 * adopts says it at its end. A preview that changes the app in other ways says nothing either: it shows inputs as outputs.
 */
export const adoption: ResourceValidationPolicy & StackValidationPolicy = {
  name,
  description:
    "An adopt that is left in the program does nothing, until the state is lost: then it adopts an app unasked.",
  enforcementLevel: "advisory",
  configSchema,
  validateResource: validate<CheckedApp>("app", (app, args) => {
    if (app.adopt !== undefined) stated.set(args.urn, app.adopt);
  }),
  validateStack(args, reportViolation) {
    const config = configurationOf<object>(name, configSchema, args.getConfig());
    for (const { urn, name: app, props, type } of args.resources) {
      const value = stated.get(urn);
      if (value === undefined || !isOurs("app", type) || !holdsFor(config, urn, app) || props.adopt !== undefined)
        continue;
      const limit = "remove it from the program: the app is adopted";
      reportViolation(violationText(name, app, { property: "adopt", value, limit, key: "exceptApps" }), urn);
    }
  },
};
