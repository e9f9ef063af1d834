import { quotedName, shellQuoted, withArticle, wordOrQuoted } from "../../base/printable";
import type { ResourceType } from "../../model/resource-type";
import type { Location } from "../../model/state";
import type { Shown } from "../../model/wire";
import type { Context } from "../context";
import { withPair } from "./adopt-pairs";

const idsOf = (resources: readonly Shown[]): string => resources.map(({ id }) => id).join(", ");

/** A resource's location, for messages. */
export function placeOf(type: ResourceType, at: Location): string {
  const { parent } = type.definition;
  const below = parent ? `, ${parent.type.definition.noun} ${wordOrQuoted(type.parentOf(at) ?? "")}` : "";
  return `project ${at.projectId}, region ${at.region}${below}`;
}

/**
 * Why a name can't be used, then the fixes, likeliest first. One per line, since a progress display shows only the
 * first.
 */
export function nameInUse(
  { type, settings }: Context,
  at: Location,
  name: string,
  inUse: readonly Shown[],
): readonly string[] {
  const { noun, unique, identity } = type.definition;
  const existing =
    inUse.length === 1
      ? `already has ${withArticle(noun)} ${quotedName(name)}: ${idsOf(inUse)}`
      : `already has ${inUse.length} ${noun}s ${quotedName(name)}: ${idsOf(inUse)}`;
  const id = inUse.length === 1 ? idsOf(inUse) : "<id>";
  // The suggested command keeps the current content of SINCH_ADOPT.
  const pairs = withPair(settings.find("adopt")?.value ?? "", name, id);
  return [
    `${placeOf(type, at)}, ${existing}. ` + `After an interrupted run: SINCH_ADOPT=${pairs} pulumi up`,
    "If the resource was renamed in the program, set its old name in `aliases`",
    `To manage ${withArticle(noun)} created by hand, set adopt: "${id}"`,
    // An environment variable can't contain NUL.
    ...(name.includes("\0")
      ? []
      : [
          `For --replace or a tainted ${noun}${unique ? ", with its option deleteBeforeReplace" : ""}: ` +
            `SINCH_ALLOW_DUPLICATE=${shellQuoted(name)} pulumi up`,
        ]),
    unique
      ? `The service allows no second ${noun} with the same ${identity} there`
      : "To create another one with that name, set allowDuplicateName: true",
  ];
}

/** Why two new resources can't have the same name. */
export function createdTwice(type: ResourceType, at: Location, name: string): string {
  const { noun, unique, identity } = type.definition;
  const wayOn = unique
    ? `The service allows no second one: give one of them another ${identity}`
    : "Rename one of them, or set allowDuplicateName: true on it";
  return `two resources of this program create ${withArticle(noun)} ${quotedName(name)} in ${placeOf(type, at)}. ${wayOn}`;
}

/** Why no further resource can be created. */
export function tooMany(type: ResourceType, at: Location, most: number): string {
  const { noun } = type.definition;
  return (
    `${placeOf(type, at)}, allows ${most} ${noun}s, and this one would exceed that. Pulumi creates before it deletes: ` +
    `to remove another one, delete it in an earlier \`pulumi up\``
  );
}

/** Why a resource can't get another's name. */
export function nameOfAnother(type: ResourceType, at: Location, name: string, holders: readonly Shown[]): string {
  const { noun, identity } = type.definition;
  const holder = holders.length > 0 ? `${noun} ${idsOf(holders)} has` : "another resource of this program gets";
  return (
    `${holder} the ${identity} ${quotedName(name)} in ${placeOf(type, at)}, and the service allows no second one. Change or delete that ` +
    `one in an earlier \`pulumi up\`; to swap two, go through a third ${identity}`
  );
}

/** The note for a name that is in use but allowed. */
export function anotherOne(type: ResourceType, at: Location, name: string, inUse: readonly Shown[]): string {
  const { noun, unique } = type.definition;
  return (
    `another ${noun} ${quotedName(name)} is created in ${placeOf(type, at)}, ` +
    `${unique ? "so Pulumi must first delete" : "beside"} ${idsOf(inUse)}`
  );
}
