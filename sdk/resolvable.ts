import { createRequire } from "node:module";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";

let checked = false;

/**
 * Says once, as a warning, that the program's folder doesn't resolve this package: Pulumi's process for dynamic resources
 * will look for it there, also where the program has it through another package.
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
