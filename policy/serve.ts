import path from "node:path";
import { type Policies, PolicyPack } from "@pulumi/policy";
import * as rules from "./rules";

// `PolicyPack` takes its version from the working folder's package.json, which may be the program's.
process.chdir(path.join(__dirname, "../.."));

new PolicyPack("sinch-apps", { policies: Object.values(rules) as Policies });
