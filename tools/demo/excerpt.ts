/** The app's part of a preview or update, without its ID and URN: `+ …:App: (create)` and its properties. */
export function appIn(output: string): string {
  const lines = output.split("\n");
  const first = lines.findIndex((line) => /conversation:App: \(\w+\)/.test(line));
  if (first < 0) return "";
  const end = lines.findIndex((line, index) => index > first && /^\s*--outputs:--|^Resources:/.test(line));
  return dedented(lines.slice(first, end < 0 ? undefined : end).filter((line) => !/^\s*\[(id|urn)=/.test(line)));
}

/** The app's line of a refresh: ` ~ …:App support updated [diff: ~displayName]`. */
export function refreshedAppIn(output: string): string {
  const line = output.split("\n").find((text) => /conversation:App \S+ \w+ .*\[diff: /.test(text));
  return line?.trim().replace(/ +\([\d.]+s\)/, "") ?? "";
}

/** The counts of changed resources: `2 unchanged`. */
export function countsIn(output: string): string {
  const lines = output.split("\n");
  const first = lines.indexOf("Resources:");
  const end = lines.indexOf("", first);
  return first < 0 ? "" : dedented(lines.slice(first + 1, end < 0 ? undefined : end));
}

/** The errors of a failed operation, each once; without any, the end of its output. */
export function errorsIn(output: string): string {
  const lines = output.trim().split("\n");
  const errors = new Set(lines.filter((line) => /^\s*error: (?!\w+ failed$)/.test(line)));
  return (errors.size > 0 ? [...errors] : lines.slice(-8)).join("\n");
}

function dedented(lines: readonly string[]): string {
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join("\n");
}
