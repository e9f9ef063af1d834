import type { Pulumi } from "./pulumi";

/** The last part of a stack's name: `prod` of `organization/shop/prod`. */
export const shortName = (stack: string): string => stack.split("/").at(-1) ?? stack;

/** Whether two names mean the same stack. @throws CliError if one of them means none. */
async function isSameStack(pulumi: Pick<Pulumi, "fullName">, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  // Different short names mean different stacks; no need to run the CLI.
  if (shortName(one) !== shortName(other)) return false;
  const [first, second] = await Promise.all([pulumi.fullName(one), pulumi.fullName(other)]);
  return first === second;
}

/** Which of several names means the same stack as another name. A name that means none only equals itself. */
export async function findStack(
  pulumi: Pick<Pulumi, "fullName">,
  names: readonly string[],
  wanted: string,
): Promise<string | undefined> {
  for (const name of names) if (await isSameStack(pulumi, name, wanted).catch(() => false)) return name;
  return undefined;
}
