import { isDefault, sameLeaf } from "./comparison";
import { fieldsOf, joinPath, type Leaves, leavesOfField, splitPath } from "./leaves";
import { byKey } from "./path";
import type { ResourceType } from "./resource-type";
import { isHidden } from "./secrets";
import { problemsOf } from "./validate";

/** What a program must set so that an existing resource shows no difference. */
export interface Stated {
  readonly leaves: Leaves;
  /** Secrets that the service hides, for messages: only their owner can set them. */
  readonly hidden: readonly string[];
}

/**
 * Leaves out what the service set by itself: its defaults, and what no request may contain. An object that differs from
 * its default keeps the fields that the schema requires. An item that the schema doesn't know, or refuses, is kept
 * whole.
 */
export function statedOf(type: ResourceType, shown: Leaves): Stated {
  const hidden = [...shown].filter(([path, value]) => isHidden(type, path, value)).map(([path]) => path);
  const visible = new Map([...shown].filter(([path]) => !hidden.includes(path)));
  const stated = new Map<string, unknown>();
  for (const field of type.writableFields) {
    const part = type.listKeys(field) ? statedItems(type, field, visible) : statedField(type, field, visible);
    for (const [path, value] of part) stated.set(path, value);
  }
  return { leaves: stated, hidden: hidden.map((path) => byKey(type, splitPath(path))) };
}

function statedField(type: ResourceType, field: string, shown: Leaves): Leaves {
  const whole = new Map([...leavesOfField(shown, field)].filter(([path]) => type.nodeAt(splitPath(path))));
  const says = (path: string): boolean => !isDefault(type, path, whole.get(path)) || isChosen(type, path);
  const telling = [...whole.keys()].filter(says);
  // A service shows a number that was never set as 0, even if a request may not contain that.
  const candidates = [telling, telling.filter((path) => whole.get(path) !== 0)];
  for (const paths of candidates) {
    if (paths.length === 0) return new Map();
    const leaves = withRequired(type, whole, paths);
    if (problemsIn(type, field, leaves).length === 0) return leaves;
  }
  return new Map();
}

/** Whether the service chooses the value if a program doesn't set it: the next resource may get another one. */
function isChosen(type: ResourceType, path: string): boolean {
  const node = type.nodeAt(splitPath(path));
  return node?.["x-when-absent"] !== undefined && node.default === undefined;
}

/** Adds the leaves that an object must have. */
function withRequired(type: ResourceType, whole: Leaves, paths: readonly string[]): Leaves {
  const isRequired = (path: string): boolean => {
    const names = splitPath(path);
    const owner = names.slice(0, -1);
    const isSaid = paths.some((other) => other.startsWith(`${joinPath(owner)}/`));
    return isSaid && type.nodeAt(owner)?.required?.includes(names.at(-1) as string) === true;
  };
  return new Map([...whole].filter(([path]) => paths.includes(path) || isRequired(path)));
}

function statedItems(type: ResourceType, field: string, shown: Leaves): Leaves {
  const keys = shown.get(field);
  if (!Array.isArray(keys)) return new Map();
  const items = (keys as string[]).flatMap((key) => {
    const item = leavesOfField(shown, `${field}/${key}`);
    const set = [...item].filter(([path, value]) => !sameLeaf(value, undefined) && !isDefault(type, path, value));
    const known = new Map(set.filter(([path]) => type.nodeAt(splitPath(path))));
    return [...(problemsIn(type, field, new Map([[field, [key]], ...known])).length === 0 ? known : set)];
  });
  return new Map([[field, keys], ...items]);
}

/** The schema's problems with one field by itself. A hidden secret may be missing. */
function problemsIn(type: ResourceType, field: string, leaves: Leaves): readonly string[] {
  return problemsOf(type, fieldsOf(type, leaves), [field]).filter((problem) => problem.startsWith(field));
}
