/**
 * Takes the variables of the user's own Sinch account and Pulumi out of this process, so that they reach neither the
 * demo's engine nor the Automation API.
 *
 * @returns the environment as it was, which says where to look for an engine.
 */
export function takeEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const before = { ...env };
  for (const name of Object.keys(env)) {
    if (/^(SINCH|PULUMI)_/.test(name)) delete env[name];
  }
  return before;
}
