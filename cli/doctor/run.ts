import { Settings } from "../../provider/sinch/settings";
import { CliError, lineOf } from "../cli-error";
import { CLEAR_PENDING, Pulumi, type StackContents, type StackFlags, stackFrom } from "../stack";
import { hasSecretName } from "../stack/shared-senders";
import { counted, emit, type Paint, pageFor, printable, tableOf, withProgress } from "../terminal";
import { type Finding, ok, skipped, wrong } from "./finding";
import { isNodeProgram, pluginFindings } from "./plugin";
import { serviceFindings } from "./service";
import { settingsFindings } from "./settings";
import { engineFinding, nodeFinding, packagesFinding } from "./versions";

/** Runs `sinch-apps doctor`. @returns 0 where all is well, else 1. */
export async function runDoctor(flags: StackFlags): Promise<number> {
  const findings = await withProgress("looking", () => examine(flags));
  const page = pageFor({ format: "text" });
  const rows = findings.map(({ state, about, text }) => [painted(page.paint, state), about, printable(text)]);
  const bad = findings.filter(({ state }) => state === "wrong").length;
  const end =
    bad === 0 ? page.paint.green("All checks passed.") : page.paint.red(`${bad} of ${findings.length} checks failed.`);
  await emit(`${tableOf(rows, { width: page.width })}\n\n${end}`, { format: "text" });
  return bad === 0 ? 0 : 1;
}

const painted = (paint: Paint, state: Finding["state"]): string =>
  state === "ok" ? paint.green(state) : state === "wrong" ? paint.red(state) : paint.dim(state);

async function examine(flags: StackFlags): Promise<Finding[]> {
  const pulumi = new Pulumi({ cwd: flags.cwd ?? process.cwd() });
  const engine = await engineFinding(pulumi);
  const stack = engine.state === "ok" ? await readStack(flags) : "needs the engine";
  const contents = typeof stack === "string" || stack instanceof CliError ? undefined : stack;
  // Without a stack, at least what the environment says.
  const settings = contents?.settings ?? new Settings(() => undefined, process.env);
  const apps = contents?.apps ?? [];
  const { findings, at } = settingsFindings(
    settings,
    contents?.apps.map(({ outputs }) => outputs),
  );
  const there = at
    ? apps.filter(({ outputs }) => outputs.projectId === at.projectId && outputs.region === at.region)
    : [];
  const service = at
    ? await serviceFindings(
        settings,
        at,
        there.map(({ id }) => id),
        new Set(apps.filter(hasSecretName).map(({ id }) => id)),
      )
    : ["token", "apps", "clock"].map((about) => skipped(about, "needs project, region and key"));
  return [
    nodeFinding(),
    ...(isNodeProgram(pulumi) ? [packagesFinding(pulumi.cwd)] : []),
    engine,
    ...(engine.state === "ok" ? await pluginFindings(pulumi, contents) : []),
    stackFinding(stack),
    ...findings,
    ...service,
  ];
}

async function readStack(flags: StackFlags): Promise<StackContents | CliError> {
  try {
    return await (await stackFrom(flags)).read();
  } catch (error) {
    return error instanceof CliError ? error : new CliError(lineOf(error));
  }
}

/** What the stack itself is like. */
export function stackFinding(stack: StackContents | CliError | string): Finding {
  if (typeof stack === "string") return skipped("stack", stack);
  if (stack instanceof CliError) return wrong("stack", lineOf(stack));
  const interrupted = stack.pendingOperations.length;
  if (interrupted > 0) {
    return wrong(
      "stack",
      `${stack.name}: ${counted(interrupted, "operation was", "operations were")} interrupted: run \`pulumi up\`, which says what to do (\`pulumi cancel\` ` +
        `first if the stack is locked), then \`${CLEAR_PENDING}\``,
    );
  }
  return ok("stack", `${stack.name} of project ${stack.projectName}, ${counted(stack.apps.length, "app")}`);
}
