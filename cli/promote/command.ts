import type { Command, Option } from "commander";
import { CliError, lineOf, traceOf } from "../cli-error";
import { positive, repeated } from "../option-values";
import { addOpenOptions } from "../stack/options";
import { formatOption } from "../terminal/output";
import { SOURCE_GATES } from "./facts/gates";
import { addAllowOptions, addSkipOption } from "./flags";
import { EXIT } from "./records/refusal";
import type { ApplyFlags, AttestFlags, PlanFlags, PromoteFlags } from "./run";

const A_WEEK = 168;

// As in docs/promotion.md.
const EXIT_CODES = {
  attest: "\nExit codes: 0 written, 1 error, 3 refused: no record is written.",
  plan: "\nExit codes: 0 nothing to do, 1 error, 2 changes, 3 refused.",
  apply: `
Exit codes: 0 done and verified, or nothing to do; 1 error or 3 refused, nothing
was written; 4 stopped half-way, or verification failed: run it again.`,
} as const;

/** Adds `sinch-apps promote`: what is deployed to one stack of a program is brought to the next one. */
export function addPromoteCommand(program: Command): void {
  const promote = program
    .command("promote")
    .description("Promote what one stack has deployed to another stack of the same program, as approved")
    .usage("[options] <from> <to>\n       sinch-apps promote attest | plan | apply [options]");
  addWhole(promote);
  addAttest(promote);
  addPlan(promote);
  addApply(promote);
}

function addWhole(promote: Command): void {
  const whole = promote
    .command("run", { isDefault: true, hidden: true })
    .configureHelp({ showGlobalOptions: true, commandUsage: () => "sinch-apps promote [options] <from> <to>" })
    .description("Attest, plan and apply in one run, with a confirmation prompt; needs access to both stacks")
    .argument("<from>", "stack to promote")
    .argument("<to>", "stack to promote to");
  addOpenOptions(whole)
    .option("-o, --output <file>", "file to write the plan to (default: promotion-FROM-TO.json)")
    .addOption(formatOption());
  addPlanOptions(whole);
  addSkipOption(whole, SOURCE_GATES, { flag: "--skip-source", what: "a gate of <from>" });
  addApplyOptions(whole).action((from: string, to: string, flags: PromoteFlags, command: Command) =>
    run(command, async () => (await import("./run.js")).runPromote(from, to, flags)),
  );

  promote.addHelpText("after", () => `\n${whole.helpInformation().trimEnd()}\n${EXIT_CODES.apply}`);
}

function addAttest(promote: Command): void {
  const attest = promote
    .command("attest")
    .description("Check that a stack can be promoted, and write its record")
    .addHelpText("after", EXIT_CODES.attest);
  addOpenOptions(attest.option("--stack <name>", "stack to promote (default: the selected one)")).requiredOption(
    "-o, --output <file>",
    "file to write the record to; required",
  );
  addSkipOption(attest, SOURCE_GATES).action((_: unknown, command: Command) =>
    run(command, async () => (await import("./run.js")).runAttest(command.opts<AttestFlags>())),
  );
}

function addPlan(promote: Command): void {
  const plan = promote
    .command("plan")
    .description("Show what a promotion would do, and write its plan; reads only")
    .addHelpText("after", EXIT_CODES.plan);
  addOpenOptions(plan.option("--stack <name>", "stack to promote to (default: the selected one)"))
    .requiredOption("--from <record>", "record of `promote attest`; required")
    .option("-o, --output <file>", "file to write the plan to")
    .addOption(formatOption());
  addPlanOptions(plan).action((_: unknown, command: Command) =>
    run(command, async () => {
      const flags = command.opts<PlanFlags & { from: string }>();
      return (await import("./run.js")).runPlan(flags.from, flags);
    }),
  );
}

function addApply(promote: Command): void {
  const apply = promote
    .command("apply")
    .description("Apply an approved plan, if nothing has changed since")
    .addHelpText("after", EXIT_CODES.apply);
  addOpenOptions(apply.argument("<plan>", "plan of `promote plan`")).option(
    "--stack <name>",
    "refuse a plan for another stack",
  );
  addApplyOptions(apply)
    .option("--digest <digest>", "digest of the approved plan, or at least its first 12 characters")
    .addOption(maxAgeOption("refuse a plan that is older, in hours"))
    .action((file: string, _: unknown, command: Command) =>
      run(command, async () => (await import("./run.js")).runApply(file, command.opts<ApplyFlags>())),
    );
}

function addPlanOptions(command: Command): Command {
  return addAllowOptions(
    command
      .option("--same-commit", "refuse another commit, even with the same program")
      .option("--policy-pack <path>", "policy pack for the target; repeatable", repeated)
      .option("--policy-pack-config <file>", "its configuration; one per pack, in the same order", repeated)
      .addOption(maxAgeOption("refuse a record that is older, in hours")),
  );
}

const addApplyOptions = (command: Command): Command =>
  command
    .option("--yes", "apply without a prompt")
    .option("--record <file>", "file to record the outcome in (default: beside the plan)");

const maxAgeOption = (description: string): Option => positive("--max-age <hours>", description).default(A_WEEK);

/** Runs a part, and ends with its exit code: an error has one of its own. */
async function run(command: Command, work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    const { exitCode = EXIT.error } = error as { exitCode?: number };
    console.error(`sinch-apps promote: ${lineOf(error)}`);
    if (command.optsWithGlobals().debug) console.error(traceOf(error));
    process.exitCode = error instanceof CliError ? exitCode : EXIT.error;
  }
}
