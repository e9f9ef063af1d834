import type { Variant } from "./variant";

/** An app is created at most once, and never forgotten silently. A delete deletes just what is meant. */
export const making: readonly Variant[] = [
  {
    broken: "a POST is sent again after a lost answer",
    file: "provider/call.ts",
    find: 'statusCodes: [429], errorCodes: ["ECONNREFUSED", "EAI_AGAIN"] }',
    replace: 'statusCodes: [429, 500], errorCodes: ["ECONNREFUSED", "EAI_AGAIN", "ECONNRESET"] }',
    spec: "service/http",
    tests: "the HTTP client never repeats a POST",
  },
  {
    broken: "a lost answer isn't looked for",
    file: "provider/making.ts",
    find: "if (only && candidates.length === 1) return only;",
    replace: "",
    spec: "service/making",
    tests: "making an app takes the one app that came up where the connection is dropped",
  },
  {
    broken: "one of several look-alikes is taken",
    file: "provider/making.ts",
    find: "if (only && candidates.length === 1) return only;",
    replace: "if (only) return only;",
    spec: "service/making",
    tests: "making an app takes none where several came up",
  },
  {
    broken: "a name that is taken isn't minded",
    file: "provider/presence.ts",
    find: "app.display_name === displayName && !seen.has(app.id as string)",
    replace: "false && !seen.has(app.id as string)",
    spec: "service/making",
    tests: "making an app under a name that is taken is refused",
  },
  {
    broken: "a name in another region counts as taken",
    file: "provider/presence.ts",
    find: "const list = client.list(at);",
    replace: 'const list = client.list({ ...at, region: "eu" });',
    spec: "service/making",
    tests: "making an app minds no app of that name in another region",
  },
  {
    broken: "the incarnation is ignored",
    file: "provider/lifecycle.ts",
    find: "if (presence.isAnothers(id, props.incarnation)) return;",
    replace: "",
    spec: "service/making",
    tests: "making an app leaves alone what was adopted anew",
  },
  {
    broken: "an adoption drops a channel",
    file: "provider/adopting.ts",
    find: "if (lost.length === 0) return undefined;",
    replace: "if (lost.length >= 0) return undefined;",
    spec: "service/making",
    tests: "making an app refuses to adopt what isn't there, and to drop a channel",
  },
  {
    broken: "an adoption sends everything",
    file: "provider/adopting.ts",
    find: "const leaves = statedOf(live, leavesOf(desired));",
    replace: "const leaves = statedOf(new Map(), leavesOf(desired));",
    spec: "service/making",
    tests: "making an app adopts",
  },
];
