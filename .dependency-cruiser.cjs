// Which room may import which: `npm run lint`. A room is a folder; what it may import is listed, all else is refused.

/** A room of provider/, and the rooms below it that it may use besides itself. */
const ROOMS = {
  base: [],
  model: ["base"],
  http: ["base"],
  sinch: ["http", "model", "base"],
  lifecycle: ["sinch", "model", "base"],
  resources: ["lifecycle", "sinch", "http", "model", "base"],
  hosts: ["resources", "lifecycle", "sinch", "http", "model", "base"],
};

/** A room of cli/, and the others that it may use. All may use the provider and the files that stand in no room. */
const COMMANDS = {
  terminal: [],
  report: ["terminal"],
  stack: [],
  doctor: ["stack", "terminal"],
  import: ["stack", "terminal"],
  resources: ["stack", "terminal"],
  drift: ["report", "stack", "terminal"],
  compare: ["drift", "report", "resources", "stack", "terminal"],
  promote: ["drift", "report", "resources", "stack", "terminal"],
  fake: ["terminal"],
  completion: [],
};

/** A room of cli/promote/, and those below it. */
const PROMOTION = {
  records: [],
  facts: ["records"],
  engine: ["facts", "records"],
  attest: ["engine", "facts", "records"],
  plan: ["engine", "facts", "records"],
  apply: ["plan", "engine", "facts", "records"],
};

const rulesFor = (folder, rooms, within) =>
  Object.entries(rooms).map(([room, below]) => ({
    name: `${folder.replace("/", "-")}-${room}`,
    comment: `${folder}/${room} may import ${below.length > 0 ? below.join(", ") : "nothing of ours"}`,
    severity: "error",
    from: { path: `^${folder}/${room}/` },
    to: { path: within, pathNot: [room, ...below].map((one) => `^${folder}/${one}/`) },
  }));

const only = (folder, allowed, comment) => ({
  name: folder,
  comment,
  severity: "error",
  from: { path: `^${folder}/` },
  to: { path: "^(provider|sdk|cli|policy|fake|tools|tests)/", pathNot: [`^${folder}/`, ...allowed] },
});

module.exports = {
  forbidden: [
    ...rulesFor("provider", ROOMS, "^(provider|sdk|cli|policy|fake|tools|tests|examples)/"),
    ...rulesFor("cli", COMMANDS, "^cli/([^/]+/|main)"),
    ...rulesFor("cli/promote", PROMOTION, "^cli/promote/"),
    only("fake", [], "the fake shares no code with the provider that it judges"),
    only("sdk", ["^provider/index\\.ts$"], "a program's part knows of the provider what provider/index.ts exports"),
    only("policy", ["^provider/", "^sdk/"], "policies read resources"),
    only("cli", ["^provider/", "^fake/index\\.ts$"], "commands use the provider and stacks"),
    {
      name: "pure-model",
      comment: "the model does no I/O",
      severity: "error",
      from: { path: "^provider/model/" },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?(crypto|util|path)$" },
    },
    {
      name: "no-cycles",
      comment: "files that need each other are one file, or three",
      severity: "error",
      from: { path: "^(provider|sdk|cli|policy|fake)/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^dist/" },
    exclude: { path: "^(dist|node_modules)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
