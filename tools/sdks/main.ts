import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { generateSdks, SDKS } from "./generate";

// `npm run sdks`: generates an SDK per language into dist/sdks, from the plugin's schema.

const folder = path.join(__dirname, "../../dist/sdks");

generateSdks(folder).then(
  () => {
    for (const language of SDKS) {
      const files = readdirSync(path.join(folder, language), { recursive: true, withFileTypes: true });
      const sizes = files.flatMap((each) =>
        each.isFile() ? [statSync(path.join(each.parentPath, each.name)).size] : [],
      );
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      console.log(`dist/sdks/${language}: ${sizes.length} files, ${Math.round(bytes / 1000)} KB`);
    }
  },
  (error: Error & { readonly stderr?: string }) => {
    console.error([error.message, error.stderr].filter(Boolean).join("\n"));
    process.exitCode = 1;
  },
);
