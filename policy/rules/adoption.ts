import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { CheckedApp } from "../app";
import { isOurs, validate } from "../both-forms";
import { configurationOf, holdsFor, schemaOf } from "../configuration";
import { violationText } from "../violation";

const name = "sinch-app-adoption";
const configSchema = schemaOf({});

/** `adopt` of the apps in this run, by URN: an app's outputs don't have it after the adoption. */
const stated = new Map<string, string>();

/**
 * Reports `adopt` that is still in the program after the app was adopted. The preview that shows the adoption reports
 * nothing; the `up` that adopts reports it at its end. A preview that changes the app in other ways reports nothing
 * either, since it shows inputs as outputs.
 */
export const adoption: ResourceValidationPolicy & StackValidationPolicy = {
  name,
  description:
    "An adopt left in the program has no effect until the state is lost; then it adopts an app unintentionally.",
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
