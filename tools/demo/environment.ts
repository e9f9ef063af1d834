/**
 * Removes the variables of the user's own Sinch account and Pulumi from this process, so that neither the demo's engine
 * nor the Automation API sees them.
 *
 * @returns the original environment, for finding an engine.
 */
export function takeEnvironment(): NodeJS.ProcessEnv {
  const before = { ...process.env };
  for (const name of Object.keys(before)) {
    if (/^(SINCH|PULUMI)_/.test(name)) delete process.env[name];
  }
  return before;
}
