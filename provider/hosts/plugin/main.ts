import { serve } from "./server";

// The executable `pulumi-resource-sinch`: serves until the engine ends it, whose address is the argument. The engine reads the port from the standard output.

serve(process.argv.slice(2).find((argument) => /:\d+$/.test(argument)))
  .then((port) => console.log(port))
  .catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
