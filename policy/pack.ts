import { lackingPackages } from "./packages";

// Before anything loads `@pulumi/policy`, an optional peer: without it, Node.js would print a stack trace.
const lacking = lackingPackages();
if (lacking === undefined) require("./serve");
else {
  console.error(`sinch-apps-policy: ${lacking}`);
  process.exitCode = 1;
}
