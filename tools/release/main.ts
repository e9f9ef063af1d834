import path from "node:path";
import { tableOf } from "../../cli/terminal";
import { makeRelease } from "./make";

// `npm run release:dry`: creates all files of a release and lists where each would go. Nothing is published.

const folder = path.join(__dirname, "../../dist/release");

makeRelease(folder).then(
  ({ version, files, goModule }) => {
    console.log(`${version}, in dist/release; nothing was published\n`);
    const rows = files.map(({ file, bytes, goesTo }) => [goesTo, file, `${(bytes / 1000).toFixed(0)} KB`]);
    console.log(tableOf([...rows, ["Go", `${goModule.name} (${goModule.folder})`, `tag ${goModule.tag}`]]));
  },
  (error: Error & { readonly stderr?: string }) => {
    console.error([error.message, error.stderr].filter(Boolean).join("\n"));
    process.exitCode = 1;
  },
);
