import { writeFileSync } from "node:fs";
import path from "node:path";
import { reliability } from "./reliability";

writeFileSync(path.join(__dirname, "../../docs/reliability.md"), reliability());
