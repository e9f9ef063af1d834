import { lt, minVersion } from "semver";

/** Version range by package name. */
type Peers = Readonly<Record<string, string>>;

const { peerDependencies } = require("pulumi-sinch-conversation/package.json") as { peerDependencies: Peers };

/**
 * The packages that a policy pack needs besides this one and doesn't have, with the command that installs them, on one
 * line.
 *
 * @param versionOf The installed version of a package; `undefined` if it isn't installed.
 */
export function lackingPackages(peers: Peers = peerDependencies, versionOf = installedVersion): string | undefined {
  const lacking = Object.entries(peers).flatMap(([name, range]) => {
    const version = versionOf(name);
    const oldest = minVersion(range);
    if (version !== undefined && oldest && !lt(version, oldest)) return [];
    const is = version === undefined ? "isn't installed" : `${version} is too old`;
    return { says: `${name} ${is}`, install: `"${name}@${range}"` };
  });
  if (lacking.length === 0) return undefined;
  const [says, install] = [lacking.map((one) => one.says).join(", "), lacking.map((one) => one.install).join(" ")];
  return `${says}: run npm install ${install}`;
}

function installedVersion(name: string): string | undefined {
  try {
    return (require(`${name}/package.json`) as { version: string }).version.replace(/^v/, "");
  } catch {
    return undefined;
  }
}
