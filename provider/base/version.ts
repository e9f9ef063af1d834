/** The package's name and version, from its `package.json`. */
export const { name: packageName, version: packageVersion } = require("pulumi-sinch-conversation/package.json") as {
  readonly name: string;
  readonly version: string;
};
