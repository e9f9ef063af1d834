import { shellWord } from "../../provider/base/printable";
import { SINCH_APPS } from "../cli-error";
import { CLEAR_PENDING } from "../stack";
import type { Comparison } from "./compare";
import type { AppReport, NextStep, StackReport } from "./report";
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
  const only = stacks.length === 1 ? stacks[0] : undefined;
  const doubtful = stacks.filter(({ apps }) => apps.some((app) => gone.has(app)));
  const where = (test: (stack: StackReport) => boolean): StackReport[] =>
    stacks.filter((stack) => !doubtful.includes(stack) && test(stack));
  const step = (why: string, about: readonly StackReport[], command: (stack: StackReport) => string): NextStep[] =>
    about.length === 0 ? [] : [{ why: `${why}${more(about.length)}`, commands: about.slice(0, MOST).map(command) }];

  const interrupted = where(({ pendingOperations }) => pendingOperations.length > 0);
  const unmade = where(({ pendingOperations }) => pendingOperations.some(({ type }) => type === "creating"));
  const drifted = where(({ apps }) => apps.some(({ status }) => status === "changed" || status === "missing"));
  const changed = where(({ apps }) => apps.some(({ status }) => status === "changed"));
  const missing = where(({ apps }) => apps.some(({ status }) => status === "missing"));
  const withSecret = where(({ apps }) => apps.some(({ changes }) => changes.some(({ secret }) => secret)));
  const shared = sharedApps(stacks);
  const unmanaged = gone.size > 0 ? [] : places.flatMap((place) => place.unmanaged ?? []);

  return [
    ...step(
      "First see whether key, host and project are those that the apps were made with",
      doubtful,
      (stack) => `${SINCH_APPS} doctor ${on(stack)}`,
    ),
    ...(unmanaged.length > 0
      ? [
          {
            why:
              "To manage apps that no stack manages, have a program written that takes them over, or for a single one state " +
              `adopt: "${unmanaged[0]?.id}" on an App of your program`,
            commands: [`${SINCH_APPS} import${only ? ` ${on(only)}` : at}`],
          },
        ]
      : []),
    ...(shared.length > 0
      ? [
          {
            why:
              `To leave each app that is managed more than once to the first that has it, since each undoes what another one does, and each deletes it (app ${shared[0]?.id}` +
              `${shared.length > 1 ? ` and ${shared.length - 1} more` : ""})`,
            commands: shared
              .flatMap(({ holders }) => holders.slice(1))
              .slice(0, MOST)
              .map(({ stack, urn }) => `pulumi state delete ${shellWord(urn)} ${on(stack)}`),
          },
        ]
      : []),
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
    ...step(
      "To keep a secret that was changed outside, put it into the configuration first, under the key that the program reads " +
        "it from (`pulumi up --refresh` alone would put the old one back)",
      withSecret,
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
    ...step(whyUndo(changed.length > 0, missing.length > 0), drifted, (stack) => `pulumi up --refresh ${on(stack)}`),
  ];
}

function whyUndo(changed: boolean, missing: boolean): string {
  if (!missing) return "To put back what was deployed";
  return changed
    ? "To put back what was deployed, and to make missing apps again (with new ids)"
    : "To make missing apps again (with new ids)";
}

const more = (count: number): string => (count > MOST ? ` (for the first ${MOST} of ${count} stacks)` : "");
