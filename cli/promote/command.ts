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
Exit codes: 0 done and proven, or nothing to do; 1 error and 3 refused: nothing
was written; 4 stopped half-way, or the proof fails: run it again.`,
} as const;

/** Adds `sinch-apps promote`: what is deployed to one stack of a program is brought to the next one. */
export function addPromoteCommand(program: Command): void {
  const promote = program
    .command("promote")
    .description("Bring what is deployed to one stack to another one of the same program, as it was approved")
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
    .description("The three in one, with a question in the middle, for a laptop that can open both stacks")
    .argument("<from>", "stack that is promoted")
    .argument("<to>", "stack that it is promoted to");
  addOpenOptions(whole)
    .option("-o, --output <file>", "where the plan is written (default: promotion-FROM-TO.json)")
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
    .description("Check that a stack is fit to be promoted, and write its record")
    .addHelpText("after", EXIT_CODES.attest);
  addOpenOptions(attest.option("--stack <name>", "stack that is promoted (default: the selected one)")).requiredOption(
    "-o, --output <file>",
    "where the record is written; required",
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
  addOpenOptions(plan.option("--stack <name>", "stack that is promoted to (default: the selected one)"))
    .requiredOption("--from <record>", "record of `promote attest`; required")
    .option("-o, --output <file>", "where the plan is written")
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
    .description("Apply an approved plan, if nothing has moved since")
    .addHelpText("after", EXIT_CODES.apply);
  addOpenOptions(apply.argument("<plan>", "plan of `promote plan`")).option(
    "--stack <name>",
    "refuse a plan for another stack",
  );
  addApplyOptions(apply)
    .option("--digest <digest>", "digest of the plan that was approved, or the first 12 characters or more of it")
    .addOption(maxAgeOption("refuse a plan that is older, in hours"))
    .action((file: string, _: unknown, command: Command) =>
      run(command, async () => (await import("./run.js")).runApply(file, command.opts<ApplyFlags>())),
    );
}

function addPlanOptions(command: Command): Command {
  return addAllowOptions(
    command
      .option("--same-commit", "refuse another commit, also where the program is the same")
      .option("--policy-pack <path>", "policy pack that the target must keep to; repeatable", repeated)
      .option("--policy-pack-config <file>", "its configuration; one for each pack, in the same order", repeated)
      .addOption(maxAgeOption("refuse a record that is older, in hours")),
  );
}

const addApplyOptions = (command: Command): Command =>
  command
    .option("--yes", "apply without a question")
    .option("--record <file>", "where it is recorded what was done (default: beside the plan)");

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
