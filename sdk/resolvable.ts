import { createRequire } from "node:module";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";

let checked = false;

/**
 * Warns once if the program's folder doesn't resolve this package. Pulumi's process for dynamic resources looks for it
 * there, even if the program gets it through another package.
 */
export function warnWhereUnresolvable(): void {
  if (checked) return;
  checked = true;
  const fromProgram = createRequire(path.join(process.cwd(), "program.js"));
  for (const name of ["pulumi-sinch-conversation", "@pulumi/pulumi"]) {
    try {
      fromProgram.resolve(`${name}/package.json`);
    } catch {
      pulumi.log.warn(
        `${name} can't be found from ${process.cwd()}: add it to the dependencies of the program itself ` +
          `(\`npm install ${name}\`), even if another package brings it`,
      );
    }
  }
}
