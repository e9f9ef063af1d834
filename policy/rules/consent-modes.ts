import { policyOf } from "../rule";
import { firstFor, perStack } from "../stacks";
import { quoted } from "../violation";

const MODES = ["DISABLED", "PRIMARY", "SECONDARY"] as const;

interface Config {
  allowed: { stacks: string[]; modes: string[] }[];
}

/** Consent Management only uses allowed modes, per stack. Unset counts as disabled. */
export const consentModes = policyOf<Config>({
  name: "sinch-app-consent-modes",
  description: "Whether Sinch or the sender handles opt-outs is a legal question, not one for each program to decide.",
  enforcementLevel: "mandatory",
  configuration: {
    allowed: perStack("Allowed modes of consentManagerSettings; the first entry whose stacks match applies.", "modes", {
      type: "array",
      items: { type: "string", enum: [...MODES] },
    }),
  },
  check(app, { config, stack, report }) {
    const entry = firstFor(config.allowed, stack);
    if (!entry) return;
    const mode = app.consentManagerSettings?.mode;
    if (entry.modes.includes(mode ?? "DISABLED")) return;
    report({
      property: "consentManagerSettings.mode",
      value: mode,
      limit: `allowed in stack ${JSON.stringify(stack)}: ${quoted(entry.modes) || "none"}`,
      key: "allowed",
    });
  },
});
