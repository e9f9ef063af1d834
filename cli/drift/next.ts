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
      "First see whether key, host and project are those that the apps were made with",
      doubtful,
      (stack) => `${SINCH_APPS} doctor ${on(stack)}`,
    ),
    ...unmanaged.slice(0, 1).map(({ id }) => ({
      why:
        "To manage apps that no stack manages, have a program written that takes them over, or for a single one state " +
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
        "To leave each app that is managed more than once to the first that has it, since each undoes what another one does, and " +
        `each deletes it (app ${first.id}${rest})`,
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
      "After an interrupted run, once it is certain that nothing runs any more",
      interrupted,
      (stack) => `pulumi cancel ${on(stack)}`,
    ),
    ...step(
      "Once `pulumi up` has gone through after that, to have Pulumi forget the creates that were interrupted",
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
      "To keep a secret that was changed outside, put it into the configuration first, under the key that the program reads " +
        "it from (`pulumi up --refresh` alone would put the old one back)",
      having(({ changes }) => changes.some(({ secret }) => secret)),
      (stack) => `pulumi config set --secret KEY ${on(stack)}`,
    ),
    ...step(
      "To keep what was changed outside, take it into the state, then state it in the program until `pulumi preview` shows no change",
      changed,
      (stack) => `pulumi refresh ${on(stack)}`,
    ),
    ...step(
      "To let a missing app go, take it out of the program and the state",
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
  if (!missing) return "To put back what was deployed";
  return changed
    ? "To put back what was deployed, and to make missing apps again (with new ids)"
    : "To make missing apps again (with new ids)";
}

const more = (count: number): string => (count > MOST ? ` (for the first ${MOST} of ${count} stacks)` : "");
