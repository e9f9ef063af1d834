import * as pulumi from "@pulumi/pulumi";
import { insteadOfObject } from "./argument-forms";

/** What a unit test's mocks return for a look-up. */
export type Mocked = Readonly<Record<string, unknown>>;

/**
 * Gets a look-up's result from a unit test's mocks (`pulumi.runtime.setMocks`).
 *
 * Calls them directly: `pulumi.runtime.invoke` would drop the message of an error that a mock throws.
 *
 * @param name The function; its token is `sinch:conversation:<name>`.
 * @param inputs Its arguments.
 * @returns `undefined` if no mocks are set.
 */
export async function fromMocks(name: string, inputs: object): Promise<Mocked | undefined> {
  const { mocks } = (pulumi.runtime.getMonitor() ?? {}) as { readonly mocks?: pulumi.runtime.Mocks };
  if (!mocks) return undefined;
  const token = `sinch:conversation:${name}`;
  const result: unknown = await mocks.call({ token, inputs: { ...inputs } });
  const wrong = insteadOfObject(result);
  if (wrong) throw new Error(`the mocks' call must return an object for ${token}, not ${wrong}`);
  return result as Mocked;
}
