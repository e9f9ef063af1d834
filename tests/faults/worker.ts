import { liveMany, type Many } from "./many";

// Lives sequences in a process of its own, and sends what came of them.

liveMany(JSON.parse(process.argv[2] as string) as Many).then(
  (tally) => process.send?.({ tally }),
  (error: Error) => process.send?.({ error: error.message }),
);
