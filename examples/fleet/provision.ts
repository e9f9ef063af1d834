import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ConcurrentUpdateError, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import PQueue from "p-queue";
import { App, Webhook } from "pulumi-sinch-conversation";

// A stack for each tenant of tenants.json, eight at a time. One tenant's failure doesn't stop the others; another run finishes what is left.

interface Tenant {
  /** Name of the stack. */
  readonly name: string;
  readonly displayName: string;
  readonly servicePlanId: string;
  /** URL that receives the tenant's events. */
  readonly target: string;
}

const AT_ONCE = 8;

/** Stands in for your secret store. */
function secretOf({ name }: Tenant, what: "TOKEN" | "WEBHOOK_SECRET"): pulumi.Output<string> {
  const variable = `${name.toUpperCase().replaceAll("-", "_")}_${what}`;
  const value = process.env[variable];
  if (!value) throw new Error(`set ${variable} in the environment`);
  return pulumi.secret(value);
}

function declare(tenant: Tenant): void {
  const app = new App(tenant.name, {
    displayName: tenant.displayName,
    channelCredentials: [
      {
        channel: "SMS",
        staticBearer: { claimedIdentity: tenant.servicePlanId, token: secretOf(tenant, "TOKEN") },
      },
    ],
    processingMode: "CONVERSATION",
  });
  new Webhook(tenant.name, {
    appId: app.id,
    target: tenant.target,
    triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"],
    secret: secretOf(tenant, "WEBHOOK_SECRET"),
  });
}

/** Brings one tenant's stack up to date. @returns what changed, such as `2 create`. @throws Error with one line for each problem. */
async function provision(tenant: Tenant): Promise<string> {
  const program = async (): Promise<void> => declare(tenant);
  const stack: Stack = await LocalWorkspace.createOrSelectStack(
    { stackName: tenant.name, projectName: "sinch-apps-fleet", program },
    { workDir: __dirname },
  );
  const problems = new Set<string>();
  try {
    const { summary } = await stack.up({
      onEvent: ({ diagnosticEvent: found }) => {
        if (found?.severity === "error") problems.add(found.message.trim().replace(/\s+/g, " "));
      },
    });
    const changes = Object.entries(summary.resourceChanges ?? {}).filter(([operation]) => operation !== "same");
    return changes.map(([operation, count]) => `${count} ${operation}`).join(", ") || "unchanged";
  } catch (error) {
    if (error instanceof ConcurrentUpdateError) {
      problems.add(`locked. If no other run has it, release it: pulumi cancel --yes --stack ${tenant.name}`);
    }
    throw problems.size > 0 ? new Error([...problems].join("\n")) : error;
  }
}

async function main(names: readonly string[]): Promise<void> {
  const all = JSON.parse(readFileSync(path.join(__dirname, "tenants.json"), "utf8")) as Tenant[];
  const unknown = names.filter((name) => !all.some((tenant) => tenant.name === name));
  if (unknown.length > 0) throw new Error(`tenants.json has no ${unknown.join(", ")}`);
  const tenants = names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all;
  const queue = new PQueue({ concurrency: AT_ONCE });
  // The engine ends what runs; nothing new starts.
  process.once("SIGINT", () => queue.clear());
  const failed = new Map<string, string>();
  let done = 0;
  for (const tenant of tenants) {
    void queue.add(async () => {
      const outcome = await provision(tenant).catch((error: Error) => {
        failed.set(tenant.name, error.message);
        return "FAILED";
      });
      console.log(`${++done}/${tenants.length} ${tenant.name}: ${outcome}`);
    });
  }
  await queue.onIdle();
  console.log(`\n${done - failed.size} of ${tenants.length} tenants are up to date`);
  for (const [name, message] of failed) console.error(`\n${name}:\n  ${message.replaceAll("\n", "\n  ")}`);
  if (done - failed.size < tenants.length) {
    console.error("\nRun the same command again once that is fixed: tenants that are up to date send nothing.");
    process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
