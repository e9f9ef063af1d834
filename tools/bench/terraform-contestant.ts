import { cp, mkdtemp, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import which from "which";
import type { Contestant } from "./contestant";
import type { OperationName } from "./figures";

/** Names a built `terraform-provider-restapi`, version 3. */
export const PROVIDER_VARIABLE = "BENCH_TERRAFORM_PROVIDER";

const ARGUMENTS: Readonly<Partial<Record<OperationName, readonly string[]>>> = {
  preview: ["plan"],
  up: ["apply", "-auto-approve"],
  "up, no change": ["apply", "-auto-approve"],
  "up, one field of each": ["apply", "-auto-approve"],
  refresh: ["apply", "-auto-approve", "-refresh-only"],
  destroy: ["destroy", "-auto-approve"],
};

/** Why Terraform can't take part; `undefined` where it can. */
export async function whyNoTerraform(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  if (!env[PROVIDER_VARIABLE]) return `${PROVIDER_VARIABLE} names no terraform-provider-restapi`;
  const terraform = await which("terraform", { nothrow: true, path: env.PATH ?? "" });
  return terraform ? undefined : "there is no terraform on PATH";
}

/** Terraform with `terraform-provider-restapi`, the way to an API that has no provider of its own. */
export async function terraformContestant(access: Readonly<Record<string, string>>): Promise<Contestant> {
  const cwd = await realpath(await mkdtemp(path.join(tmpdir(), "sinch-bench-")));
  await cp(path.join(__dirname, "programs/terraform"), cwd, { recursive: true });
  const settings = path.join(cwd, "terraformrc");
  const provider = path.dirname(path.resolve(process.env[PROVIDER_VARIABLE] as string));
  const overrides = `dev_overrides {\n    "Mastercard/restapi" = ${JSON.stringify(provider)}\n  }\n  direct {}`;
  await writeFile(settings, `provider_installation {\n  ${overrides}\n}\n`);
  const {
    SINCH_API_URL = "",
    SINCH_CONVERSATION_REGION = "",
    SINCH_PROJECT_ID,
    SINCH_KEY_ID,
    SINCH_KEY_SECRET,
  } = access;
  const api = `${SINCH_API_URL.replace("{region}", SINCH_CONVERSATION_REGION)}/v1/projects/${SINCH_PROJECT_ID}`;
  return {
    name: "Terraform",
    cwd,
    provider: /terraform-provider-restapi/,
    command: (operation) => {
      const args = ARGUMENTS[operation];
      return args && ["terraform", ...args, "-input=false", "-no-color"];
    },
    environment: ({ apps, changed }) => ({
      ...process.env,
      TF_CLI_CONFIG_FILE: settings,
      TF_VAR_api: api,
      TF_VAR_key: Buffer.from(`${SINCH_KEY_ID}:${SINCH_KEY_SECRET}`).toString("base64"),
      TF_VAR_apps: String(apps),
      TF_VAR_changed: String(changed),
    }),
    kept: async () => {
      const kept = await stat(path.join(cwd, "terraform.tfstate")).catch(() => undefined);
      return { stateBytes: kept?.size ?? 0 };
    },
    remove: () => rm(cwd, { recursive: true, force: true }),
  };
}
