import { quotedName, shellQuoted, withArticle, wordOrQuoted } from "../../base/printable";
import type { ResourceType } from "../../model/resource-type";
import type { Location } from "../../model/state";
import type { Shown } from "../../model/wire";
import type { Context } from "../context";
import { withPair } from "./adopt-pairs";

const idsOf = (resources: readonly Shown[]): string => resources.map(({ id }) => id).join(", ");

/** Where a resource lives, for messages. */
export function placeOf(type: ResourceType, at: Location): string {
  const { parent } = type.definition;
  const below = parent ? `, ${parent.type.definition.noun} ${wordOrQuoted(type.parentOf(at) ?? "")}` : "";
  return `project ${at.projectId}, region ${at.region}${below}`;
}

/** Why a name can't be used, and the ways on, the likeliest first: a line each, for a progress display shows just one. */
export function nameInUse(
  { type, settings }: Context,
  at: Location,
  name: string,
  inUse: readonly Shown[],
): readonly string[] {
  const { noun, unique, identity } = type.definition;
  const existing =
    inUse.length === 1
      ? `has ${withArticle(noun)} ${quotedName(name)} already: ${idsOf(inUse)}`
      : `has ${inUse.length} ${noun}s ${quotedName(name)} already: ${idsOf(inUse)}`;
  const id = inUse.length === 1 ? idsOf(inUse) : "<id>";
  // The command that is named holds what SINCH_ADOPT holds already.
  const pairs = withPair(settings.find("adopt")?.value ?? "", name, id);
  return [
    `${placeOf(type, at)}, ${existing}. ` + `After an interrupted run: SINCH_ADOPT=${pairs} pulumi up`,
    "Otherwise, where the resource was renamed in the program, state its old name in `aliases`",
    `To manage ${withArticle(noun)} that was made by hand, state adopt: "${id}"`,
    // No environment carries a NUL.
    ...(name.includes("\0")
      ? []
      : [
          `For --replace or a tainted ${noun}${unique ? ", with its option deleteBeforeReplace" : ""}: ` +
            `SINCH_ALLOW_DUPLICATE=${shellQuoted(name)} pulumi up`,
        ]),
    unique
      ? `The service takes no second ${noun} of the same ${identity} there`
      : "To have another one of that name, state allowDuplicateName: true",
  ];
}

/** Why two new resources can't both have a name. */
export function createdTwice(type: ResourceType, at: Location, name: string): string {
  const { noun, unique, identity } = type.definition;
  const wayOn = unique
    ? `The service takes no second one: set another ${identity} on one of them`
    : "Name one of them otherwise, or state allowDuplicateName: true on it";
  return `two resources of this program make ${withArticle(noun)} ${quotedName(name)} in ${placeOf(type, at)}. ${wayOn}`;
}

/** Why one more can't be created. */
export function tooMany(type: ResourceType, at: Location, most: number): string {
  const { noun } = type.definition;
  return (
    `${placeOf(type, at)}, has room for ${most} ${noun}s, and with this one there would be more. Pulumi creates before it deletes: ` +
    `if another one is to go, delete it in a \`pulumi up\` of its own first`
  );
}

/** Why one can't get the name of another. */
export function nameOfAnother(type: ResourceType, at: Location, name: string, holders: readonly Shown[]): string {
  const { noun, identity } = type.definition;
  const holder = holders.length > 0 ? `${noun} ${idsOf(holders)} has` : "another resource of this program gets";
  return (
    `${holder} the ${identity} ${quotedName(name)} in ${placeOf(type, at)}, and the service takes no second one. If that one is to have ` +
    `another ${identity} or to go, bring that about in a \`pulumi up\` before; for a swap, by way of a third ${identity}`
  );
}

/** What is said if a name is in use and may be. */
export function anotherOne(type: ResourceType, at: Location, name: string, inUse: readonly Shown[]): string {
  const { noun, unique } = type.definition;
  return (
    `another ${noun} ${quotedName(name)} is made in ${placeOf(type, at)}, ` +
    `${unique ? "for which Pulumi has to delete this one first:" : "beside"} ${idsOf(inUse)}`
  );
}
