import { quotedName, shellQuoted, withArticle } from "../../base/printable";
import type { ResourceType } from "../../model/resource-type";
import type { Location } from "../../model/state";
import type { Shown } from "../../model/wire";
import type { Context } from "../context";
import { withPair } from "./adopt-pairs";

const idsOf = (resources: readonly Shown[]): string => resources.map(({ id }) => id).join(", ");

/** Why a name can't be used, and the ways on, the likeliest first: a line each, for a progress display shows just one. */
export function nameInUse(
  { type, settings }: Context,
  at: Location,
  name: string,
  inUse: readonly Shown[],
): readonly string[] {
  const { noun } = type.definition;
  const existing =
    inUse.length === 1
      ? `has ${withArticle(noun)} ${quotedName(name)} already: ${idsOf(inUse)}`
      : `has ${inUse.length} ${noun}s ${quotedName(name)} already: ${idsOf(inUse)}`;
  const id = inUse.length === 1 ? idsOf(inUse) : "<id>";
  // The command that is named holds what SINCH_ADOPT holds already.
  const pairs = withPair(settings.find("adopt")?.value ?? "", name, id);
  return [
    `project ${at.projectId}, region ${at.region}, ${existing}. ` +
      `After an interrupted run: SINCH_ADOPT=${pairs} pulumi up`,
    "Otherwise, where the resource was renamed in the program, state its old name in `aliases`",
    `To manage ${withArticle(noun)} that was made by hand, state adopt: "${id}"`,
    // No environment carries a NUL.
    ...(name.includes("\0")
      ? []
      : [`For --replace or a tainted ${noun}: SINCH_ALLOW_DUPLICATE=${shellQuoted(name)} pulumi up`]),
    "To have another one of that name, state allowDuplicateName: true",
  ];
}

/** Why two new resources can't both have a name. */
export function createdTwice({ definition }: ResourceType, at: Location, name: string): string {
  return (
    `two resources of this program make ${withArticle(definition.noun)} ${quotedName(name)} in project ${at.projectId}, region ${at.region}. Name one of them ` +
    "otherwise, or state allowDuplicateName: true on it"
  );
}

/** What is said if a name is in use and may be. */
export function anotherOne({ definition }: ResourceType, at: Location, name: string, inUse: readonly Shown[]): string {
  return (
    `another ${definition.noun} ${quotedName(name)} is made in project ${at.projectId}, region ${at.region}, ` +
    `beside ${idsOf(inUse)}`
  );
}
