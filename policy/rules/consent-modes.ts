import { policyOf } from "../rule";
import { firstFor, perStack } from "../stacks";
import { quoted } from "../violation";

const MODES = ["DISABLED", "PRIMARY", "SECONDARY"] as const;

interface Config {
  allowed: { stacks: string[]; modes: string[] }[];
}

/** Consent Management in allowed modes only, stack by stack. One that isn't set counts as disabled. */
export const consentModes = policyOf<Config>({
  name: "sinch-app-consent-modes",
  description: "Who handles opt-outs, Sinch or the sender, is a question of law, and not each program's to answer.",
  enforcementLevel: "mandatory",
  configuration: {
    allowed: perStack(
      "Modes of consentManagerSettings that are allowed; the first entry whose stacks match counts.",
      "modes",
      { type: "array", items: { type: "string", enum: [...MODES] } },
    ),
  },
  check(app, { config, stack, report }) {
    const entry = firstFor(config.allowed, stack);
    if (!entry) return;
    const mode = app.consentManagerSettings?.mode;
    if (entry.modes.includes(mode ?? "DISABLED")) return;
    report({
      property: "consentManagerSettings.mode",
      value: mode,
      limit: `stack ${JSON.stringify(stack)} may use ${quoted(entry.modes) || "no mode"}`,
      key: "allowed",
    });
  },
});
