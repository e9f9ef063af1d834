import { styleText } from "node:util";

type Style = (text: string) => string;

/** Text colours, if enabled. */
export interface Paint {
  readonly bold: Style;
  readonly dim: Style;
  readonly green: Style;
  readonly red: Style;
  readonly yellow: Style;
}

/** Colours for a stream: only on a terminal and without `NO_COLOR`; `FORCE_COLOR` enables them elsewhere. */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  const style =
    (name: keyof Paint): Style =>
    (text) =>
      styleText(name, text, { stream });
  return {
    bold: style("bold"),
    dim: style("dim"),
    green: style("green"),
    red: style("red"),
    yellow: style("yellow"),
  };
}

const same: Style = (text) => text;

/** No colours, for files. */
export const unpainted: Paint = { bold: same, dim: same, green: same, red: same, yellow: same };
