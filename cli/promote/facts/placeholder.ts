const PLACEHOLDER = new RegExp(
  [
    "change[-_ ]?(me|it)",
    "(todo|fixme)\\b.*",
    "tbd|tba|placeholder|dummy|unset|undefined|null|none|n/a",
    "x{3,}",
    "(replace|fill|set|insert|enter)[-_ ]?(me|this|in)\\b.*",
    "(your|my)[-_ ].*",
    "<.*>",
    "\\$\\{.*\\}",
    "\\$\\(.*\\)",
    "\\{\\{.*\\}\\}",
    "\\.{3}|…|\\?+|-+",
    "0{8}-(0{4}-){3}0{12}",
  ].join("|"),
  "i",
);

/** Whether a value looks like one that was to be filled in: `CHANGE_ME`, `your-service-plan-id`, `<token>`. */
export function isPlaceholder(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const match = PLACEHOLDER.exec(value.trim());
  return match !== null && match.index === 0 && match[0].length === value.trim().length;
}
