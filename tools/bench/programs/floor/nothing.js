const { randomUUID } = require("node:crypto");
const { setTimeout: sleep } = require("node:timers/promises");

// A request that makes no request: it takes as long.
const request = () => sleep(Number(process.env.BENCH_LATENCY_MS));

exports.check = async (_, inputs) => ({ inputs, failures: [] });
// The engine compares the inputs itself.
exports.diff = async () => ({});
exports.create = async (outs) => {
  await request();
  return { id: randomUUID(), outs };
};
exports.read = async (id, props) => {
  await request();
  return { id, props };
};
exports.update = async (_id, _olds, outs) => {
  await request();
  return { outs };
};
exports.delete = request;
