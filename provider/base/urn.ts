/** The parts of a URN. */
export interface Urn {
  /** Without organization and project. */
  readonly stack: string;
  readonly project: string;
  /** Types of the parents, outermost first. */
  readonly parents: readonly string[];
  readonly type: string;
  /** May contain `::`. */
  readonly name: string;
}

const FORM = /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.*)$/s;

/**
 * Parses `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME` as the engine does. In any other form, the whole text is the
 * name.
 */
export function parseUrn(urn: string): Urn {
  const [, stack = "", project = "", types = "", name = urn] = FORM.exec(urn) ?? [];
  const parents = types.split("$");
  const type = parents.pop() ?? "";
  return { stack, project, parents, type, name };
}

/** The name of a resource. */
export const nameIn = (urn: string): string => parseUrn(urn).name;
