/**
 * Takes the variables of the user's own Sinch account and Pulumi out of this process, so that they reach neither the
 * demo's engine nor the Automation API.
 *
 * @returns the environment as it was, which says where to look for an engine.
 */
export function takeEnvironment(): NodeJS.ProcessEnv {
  const before = { ...process.env };
  for (const name of Object.keys(before)) {
    if (/^(SINCH|PULUMI)_/.test(name)) delete process.env[name];
  }
  return before;
}
