import { calls } from "./calls";
import { compare } from "./compare";
import { drift } from "./drift";
import { forms } from "./forms";
import { making } from "./making";
import { takeOver } from "./take-over";
import { updates } from "./updates";
import type { Variant } from "./variant";
import { webhooks } from "./webhooks";

export const variants: readonly Variant[] = [
  ...making,
  ...updates,
  ...drift,
  ...compare,
  ...calls,
  ...takeOver,
  ...webhooks,
  ...forms,
];
