import { shellWord } from "../../provider/base/printable";
import { SINCH_APPS } from "../cli-error";
import { CLEAR_PENDING } from "../stack";
import type { Comparison } from "./compare";
import type { AppReport, NextStep, StackReport, WebhookReport } from "./report";
import { resourcesOf } from "./resources";
import { sharedApps } from "./shared";

/** How many stacks get commands of their own. */
const MOST = 10;

/**
 * What to do about what was found: what takes a change over or undoes it. The command that undoes stands last.
 *
 * @param gone
 *  The apps that are gone with all others of their project: their stacks get nothing but a look at the settings.
 */
export function nextSteps(
  { stacks, places }: Comparison,
  gone: ReadonlySet<AppReport>,
  cwd: string | undefined,
): NextStep[] {
  const at = cwd === undefined ? "" : ` --cwd ${shellWord(cwd)}`;
  const on = (stack: StackReport): string => `--stack ${shellWord(stack.name)}${at}`;
  const doubtful = stacks.filter(({ apps }) => apps.some((app) => gone.has(app)));
  const certain = stacks.filter((stack) => !doubtful.includes(stack));
  const where = stacks.length === 1 && stacks[0] ? ` ${on(stacks[0])}` : at;
  const unmanaged = gone.size > 0 ? [] : places.flatMap((place) => place.unmanaged ?? []);
  return [
    ...step(
      "First check that key, host and project are the ones the apps were created with",
      doubtful,
      (stack) => `${SINCH_APPS} doctor ${on(stack)}`,
    ),
    ...unmanaged.slice(0, 1).map(({ id }) => ({
      why:
        "To manage apps that no stack manages, generate a program that adopts them; for a single app, set " +
        `adopt: "${id}" on an App of your program`,
      commands: [`${SINCH_APPS} import${where}`],
    })),
    ...places
      .flatMap((place) => place.unmanagedWebhooks ?? [])
      .slice(0, 1)
      .map(({ id }) => ({
        why: `To manage a webhook that no stack manages, set adopt: "${id}" on a Webhook of your program, or delete it at the service`,
        commands: [],
      })),
    ...sharedSteps(stacks, on),
    ...interruptedSteps(certain, on),
    ...driftSteps(certain, on),
  ];
}

/** The options that name a stack in a command. */
type On = (stack: StackReport) => string;

const step = (why: string, about: readonly StackReport[], command: On): NextStep[] =>
  about.length === 0 ? [] : [{ why: `${why}${more(about.length)}`, commands: about.slice(0, MOST).map(command) }];

function sharedSteps(stacks: readonly StackReport[], on: On): NextStep[] {
  const shared = sharedApps(stacks);
  const [first] = shared;
  if (!first) return [];
  const rest = shared.length > 1 ? ` and ${shared.length - 1} more` : "";
  return [
    {
      why:
        "Each app below is managed more than once, so stacks undo each other's changes, and each can delete it. To leave it to the first " +
        `stack (app ${first.id}${rest})`,
      commands: shared
        .flatMap(({ holders }) => holders.slice(1))
        .slice(0, MOST)
        .map(({ stack, urn }) => `pulumi state delete ${shellWord(urn)} ${on(stack)}`),
    },
  ];
}

function interruptedSteps(stacks: readonly StackReport[], on: On): NextStep[] {
  const interrupted = stacks.filter(({ pendingOperations }) => pendingOperations.length > 0);
  const unmade = interrupted.filter(({ pendingOperations }) =>
    pendingOperations.some(({ type }) => type === "creating"),
  );
  return [
    ...step(
      "After an interrupted run, once no other run is active",
      interrupted,
      (stack) => `pulumi cancel ${on(stack)}`,
    ),
    ...step(
      "After the next successful `pulumi up`, to clear the interrupted creates",
      unmade,
      (stack) => `${CLEAR_PENDING} ${on(stack)}`,
    ),
  ];
}

function driftSteps(stacks: readonly StackReport[], on: On): NextStep[] {
  const having = (test: (one: AppReport | WebhookReport) => boolean): StackReport[] =>
    stacks.filter((stack) => resourcesOf(stack).some(test));
  const changed = having(({ status }) => status === "changed");
  const missing = having(({ status }) => status === "missing");
  return [
    ...step(
      "To keep a secret that was changed outside, first set it in the configuration, under the key that the program reads " +
        "(`pulumi up --refresh` alone would restore the old one)",
      having(({ changes }) => changes.some(({ secret }) => secret)),
      (stack) => `pulumi config set --secret KEY ${on(stack)}`,
    ),
    ...step(
      "To keep an outside change, refresh, then set it in the program until `pulumi preview` shows no change",
      changed,
      (stack) => `pulumi refresh ${on(stack)}`,
    ),
    ...step(
      "To drop a missing app, remove it from the program, then refresh",
      missing,
      (stack) => `pulumi refresh ${on(stack)}`,
    ),
    ...step(
      whyUndo(changed.length > 0, missing.length > 0),
      having(({ status }) => status === "changed" || status === "missing"),
      (stack) => `pulumi up --refresh ${on(stack)}`,
    ),
  ];
}

function whyUndo(changed: boolean, missing: boolean): string {
  if (!missing) return "To restore what was deployed";
  return changed
    ? "To restore what was deployed, and create missing apps again (with new IDs)"
    : "To create missing apps again (with new IDs)";
}

const more = (count: number): string => (count > MOST ? ` (for the first ${MOST} of ${count} stacks)` : "");
