import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { recordedDemo } from "./recording";
import { reports } from "./reports";
import { pictureOf } from "./svg";

// Generates the pictures of README and docs from what the commands print, run against the fake.

const folder = path.join(__dirname, "../../docs/pictures");

async function main(): Promise<void> {
  const { drift, plan } = await reports();
  const pictures = {
    demo: pictureOf(
      await recordedDemo(),
      "npm run demo, recorded: one PATCH for two changed fields, drift found and repaired, a token rotated unseen, a promotion to production",
    ),
    drift: pictureOf(
      [drift],
      "What sinch-apps drift reports: each changed field with its value in the stack and at the service",
    ),
    plan: pictureOf(
      [plan],
      "A promotion plan: the PATCH for each app, and each field in the source, in the target now and after",
    ),
  };
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(pictures)) await writeFile(path.join(folder, `${name}.svg`), text);
}

main();
