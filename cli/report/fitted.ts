import { counted } from "../terminal";

type Items = readonly (readonly string[])[];

/** Lines of Markdown that stay together; the items may be left out from the end, each whole. */
export interface Block {
  readonly head: readonly string[];
  readonly items?: Items;
  readonly tail?: readonly string[];
}

const sizeOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

/** Characters of blocks, each with the empty line behind it. */
export const lengthOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { head, items = [], tail = [] }) => sum + sizeOf([...head, ...items.flat(), ...tail, ""]), 0);

/** As many of the blocks and their items as there is room for, and a line that says what was left out. */
export function fitted(blocks: readonly Block[], room: number): Block[] {
  const kept: Block[] = [];
  let left = room;
  let [apps, parts] = [0, 0];
  for (const { head, items = [], tail = [] } of blocks) {
    const frame = lengthOf([{ head, tail }]);
    const shown = apps + parts > 0 ? [] : fitting(items, left - frame);
    apps += items.length - shown.length;
    // A frame without any of its items says nothing.
    if (apps + parts > 0 && shown.length === 0) continue;
    if (frame > left) parts += 1;
    else kept.push({ head, items: shown, tail });
    left -= frame + sizeOf(shown.flat());
  }
  return [...kept, ...leftOut(apps, parts)];
}

/** The first items, as many as there is room for. */
function fitting(items: Items, room: number): Items {
  let left = room;
  const end = items.findIndex((lines) => {
    left -= sizeOf(lines);
    return left < 0;
  });
  return end < 0 ? items : items.slice(0, end);
}

function leftOut(apps: number, parts: number): Block[] {
  if (apps > 0)
    return [{ head: [`**${counted(apps, "app")} left out here** to keep this short: \`--format json\` has all.`] }];
  return parts > 0
    ? [{ head: ["**This is too long for a comment: parts are left out here.** `--format json` has all."] }]
    : [];
}
