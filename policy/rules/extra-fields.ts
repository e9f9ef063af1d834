import { isObject } from "../../provider/base/values";
import { itemKeys, splitPath } from "../../provider/model/leaves";
import { appType } from "../../provider/resources/app";
import { type CheckedApp, channelsOf, each, partly } from "../app";
import { policyOf } from "../rule";
import { globs, matches } from "../stacks";

interface Config {
  allowed: string[];
}

/** Apps only set fields unknown to this version of the package if they are allowed. */
export const extraFields = policyOf<Config>({
  name: "sinch-app-extra-fields",
  description:
    "Fields and channels that this version doesn't know are sent unchanged: no rule checks them, and they can't be validated.",
  enforcementLevel: "advisory",
  configuration: {
    allowed: globs(
      "Allowed fields, as globs: an app's field by the service's name, such as new_setting; an entry's field with its channel, such as SMS.new_leaf.",
      [],
    ),
  },
  check(app, { config, report }) {
    const judge = (names: readonly string[], at: string, owner: string): void => {
      for (const name of names) {
        if (matches(config.allowed, `${owner}${name}`)) continue;
        report({
          property: `${at}extraFields.${name}`,
          is: "is set",
          limit: "this version of the package doesn't know it, so no rule checks it",
          key: "allowed",
        });
      }
    };
    const channels = channelsOf(app);
    each(
      () => judge(namesIn(app.extraFields, secretsBelow(app, "extraFields", [])), "", ""),
      () => {
        const keys = itemKeys(
          appType,
          "channelCredentials",
          channels.known.map(({ entry }) => entry),
        );
        partly(channels.known, ({ channel, path, entry }, index) => {
          const { extraFields: extra } = entry as { readonly extraFields?: unknown };
          const secret = secretsBelow(app, "channelCredentials", [keys[index] as string, "extraFields"]);
          judge(namesIn(extra, secret), `${path}.`, `${channel}.`);
        }).complete();
      },
      () => channels.complete(),
    );
  },
});

/** The names in `extraFields`, including secret ones, which the dynamic form separates. */
const namesIn = (extra: unknown, secret: readonly string[]): string[] => [
  ...new Set([...(isObject(extra) ? Object.keys(extra) : []), ...secret]),
];

/**
 * The first names of an app's secrets below a path in a field's container; none if one of them is unknown: the engine
 * checks again before it sends anything.
 */
function secretsBelow(app: CheckedApp, field: string, path: readonly string[]): string[] {
  const { known } = partly([app], ({ secrets }) => Object.keys(secrets?.[field] ?? {}));
  return known
    .flat()
    .map(splitPath)
    .filter((names) => path.every((name, at) => names[at] === name))
    .flatMap((names) => names[path.length] ?? []);
}
