import { assertReadable, type State } from "../model/state";
import { isNotFound } from "../sinch/collection";
import { assertReachable } from "../sinch/location";
import { type Context, during, nameOf } from "./context";
import { claim } from "./shared-identities";

/** Deletes a resource. One that no longer exists counts as deleted. */
export async function remove(context: Context, id: string, props: State): Promise<void> {
  const { type, collection, registry, reads, settings } = context;
  await during(`deleting ${nameOf(type, props)} (${id})`, async () => {
    assertReachable(type, settings, props);
    assertReadable(props, type.definition.noun);
    // The second half of a replacement must not delete a resource that was adopted again.
    if (registry.belongsToAnother(id, props.incarnation)) return;
    try {
      await collection.delete(props, id);
      registry.deleted(id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      // A wrong host sends 404 too. The resource is gone only if a LIST doesn't show it either.
      reads.forget(props);
      if (await reads.read(props, id)) throw error;
    } finally {
      reads.forget(props);
    }
    claim(context, id, props, undefined);
  });
}
