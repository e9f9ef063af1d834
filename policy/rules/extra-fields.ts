import { isObject } from "../../provider/base/values";
import { itemKeys, splitPath } from "../../provider/model/leaves";
import { appType } from "../../provider/resources/app";
import { type CheckedApp, channelsOf, each, partly } from "../app";
import { policyOf } from "../rule";
import { globs, matches } from "../stacks";

interface Config {
  allowed: string[];
}

/** Apps set no fields that this version of the package doesn't know, but for those that are allowed. */
export const extraFields = policyOf<Config>({
  name: "sinch-app-extra-fields",
  description:
    "Fields and channels that this version doesn't know are sent as they are: no rule looks into them, and nobody can validate them.",
  enforcementLevel: "advisory",
  configuration: {
    allowed: globs(
      "Fields that are allowed, as globs: the service's name for one of an app, such as new_setting, and after its channel for one of an entry, such as SMS.new_leaf.",
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
          limit: "this version of the package doesn't know it, and no rule looks into it",
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

/** The names in `extraFields`, those of secrets included, which the dynamic form keeps apart. */
const namesIn = (extra: unknown, secret: readonly string[]): string[] => [
  ...new Set([...(isObject(extra) ? Object.keys(extra) : []), ...secret]),
];

/**
 * The first names of an app's secrets below a path in the container of a field; none while a secret of it isn't known yet: the engine asks
 * again before it sends anything.
 */
function secretsBelow(app: CheckedApp, field: string, path: readonly string[]): string[] {
  const { known } = partly([app], ({ secrets }) => Object.keys(secrets?.[field] ?? {}));
  return known
    .flat()
    .map(splitPath)
    .filter((names) => path.every((name, at) => names[at] === name))
    .flatMap((names) => names[path.length] ?? []);
}
