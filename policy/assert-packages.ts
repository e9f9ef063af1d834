import { lackingPackages } from "./packages";

// Before anything loads `@pulumi/policy`, an optional peer. Node.js prints an error's stack, so this error's stack is
// its message.
const lacking = lackingPackages();
if (lacking !== undefined) {
  const error = new Error(`pulumi-sinch-conversation/policy: ${lacking}`);
  error.stack = error.message;
  throw error;
}
