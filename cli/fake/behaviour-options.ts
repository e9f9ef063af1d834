import type { Option } from "commander";
import type { FakeOptions } from "../../fake/index.js";
import { choice } from "../option-values.js";

/** How the service behaves if its sources disagree or deployments differ; the first choice is the default. */
const PRESETS = {
  defaults: [
    "--defaults <set>",
    "defaults of unset fields: openapi, the newest reference (DISPATCH); sdk, the SDKs' test data (CONVERSATION); sparse, empty objects left out (CONVERSATION)",
    ["openapi", "sdk", "sparse"],
  ],
  empty: ["--empty <how>", "how empty values come back; omit is protobuf's way", ["show", "omit", "null"]],
  secrets: ["--secrets <how>", "how secrets come back", ["echo", "masked", "omitted"]],
  instagram: ["--instagram <how>", "what happens to Instagram tokens on write", ["exchange", "keep"]],
  envelope: ["--envelope <how>", 'form of error bodies: {"error": …}, or flat with details', ["wrapped", "flat"]],
  unknownFields: [
    "--unknown-fields <how>",
    "unknown fields: drop discards them, and refuses them in a PATCH without a mask; keep stores them, and accepts unknown channels",
    ["drop", "keep"],
  ],
  consentManager: [
    "--consent-manager <how>",
    "whether responses show consent_manager_settings once it is set",
    ["hide", "show"],
  ],
  targetType: ["--target-type <type>", "target type of a webhook that sets none", ["HTTP", "DISMISS"]],
  parentKeys: ["--parent-keys <how>", "whether subprojects refuse the project's key", ["refused", "reach"]],
} as const satisfies { [name in keyof FakeOptions]?: readonly [string, string, readonly string[]] };

/** The options' values, by the fake's names. */
export type Presets = Pick<FakeOptions, keyof typeof PRESETS>;

export const presetOptions = (): Option[] =>
  Object.values(PRESETS).map(([flags, description, [preset, ...others]]) =>
    choice(flags, description, [preset, ...others]).default(preset),
  );

/** The presets in the flags. */
export const presetsOf = (flags: Presets): Presets =>
  Object.fromEntries(Object.keys(PRESETS).map((name) => [name, flags[name as keyof Presets]]));
