import type { Pulumi } from "./pulumi";

/** The stack's own part of its name: `prod` of `organization/shop/prod`. */
export const shortName = (stack: string): string => stack.split("/").at(-1) ?? stack;

/** Whether two names mean one stack. @throws CliError where one of them means none. */
async function isSameStack(pulumi: Pick<Pulumi, "fullName">, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  // Then they can't, which takes no run of the CLI.
  if (shortName(one) !== shortName(other)) return false;
  const [first, second] = await Promise.all([pulumi.fullName(one), pulumi.fullName(other)]);
  return first === second;
}

/** Which of several names means the same stack as another one. A name that means none is the same as itself only. */
export async function findStack(
  pulumi: Pick<Pulumi, "fullName">,
  names: readonly string[],
  wanted: string,
): Promise<string | undefined> {
  for (const name of names) if (await isSameStack(pulumi, name, wanted).catch(() => false)) return name;
  return undefined;
}
