import { CliError } from "../cli-error";
import { FORMS } from "../stack";
import type { Deployment } from "../stack/stack";

/** What a program imports its classes from: the package's dynamic form, or its native one. */
export type Module = "pulumi-sinch-conversation" | "pulumi-sinch-conversation/native";

export const DYNAMIC: Module = "pulumi-sinch-conversation";
const NATIVE: Module = "pulumi-sinch-conversation/native";

/** What a program imports its classes from; `undefined` if it imports none. */
export const moduleIn = (program: string): Module | undefined =>
  /["'](pulumi-sinch-conversation(?:\/native)?)["']/.exec(program)?.[1] as Module | undefined;

/**
 * Which form a program takes: the one that it has, else the one that the user says, else the one that all resources of the stack have.
 *
 * @param before
 *  The program as it was written before.
 * @throws CliError if the user says another one than the program has.
 */
export function moduleFor(
  { native, out }: { readonly native?: boolean; readonly out: string },
  before: string | undefined,
  { resources = [] }: Deployment,
): Module {
  const present = before === undefined ? undefined : moduleIn(before);
  if (present === DYNAMIC && native) {
    throw new CliError(
      `--native: ${out} imports ${DYNAMIC}`,
      `Change its import line to ${NATIVE}, or name another file with --out`,
    );
  }
  const has = (form: string): boolean => resources.some(({ type }) => type.startsWith(form));
  return present ?? (native || (has(FORMS.native) && !has(FORMS.dynamic)) ? NATIVE : DYNAMIC);
}
