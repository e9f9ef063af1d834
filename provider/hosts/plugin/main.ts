import { serve } from "./server";

// The executable `pulumi-resource-sinch`. It takes the engine's address as its argument, and serves until the engine
// ends it. The engine reads the port from standard output.

serve(process.argv.slice(2).find((argument) => /:\d+$/.test(argument)))
  .then((port) => console.log(port))
  .catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
