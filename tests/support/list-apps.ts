import { AT, clientFor, type Environment } from "./access";

// Lists apps with what the environment says and prints their ids, or the error: for what Node reads only as it starts.

void clientFor(process.env as Environment, { totalMs: 0 })
  .list(AT)
  .then(
    (apps) => console.log(apps.map((app) => app.id).join(",")),
    (error: Error) => console.log(error.message),
  );
