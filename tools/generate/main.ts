import { writeFile } from "node:fs/promises";
import path from "node:path";
import { generated } from "./files";

// Writes the files generated from the schemas and the examples.

generated().then(async (files) => {
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(__dirname, "../..", file), text);
});
