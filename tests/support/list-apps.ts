import { AT, clientFor, type Environment } from "./access";

// Lists apps with what the environment says, deletes those that the arguments name, and prints their ids, or the error: for what Node
// reads only as it starts.

async function run(): Promise<string> {
  const client = clientFor(process.env as Environment, { totalMs: 0 });
  const apps = await client.list(AT);
  for (const id of process.argv.slice(2)) await client.delete(AT, id);
  return apps.map((app) => app.id).join(",");
}

void run().then(console.log, (error: Error) => console.log(error.message));
