// Loaded into a provider's process: at a signal it throws what nobody catches, as a fault in the process would.
process.on("SIGUSR1", () => {
  setImmediate(() => {
    throw new Error("crashed on demand");
  });
  Promise.reject(Object.assign(new Error("rejected on demand"), { options: { headers: process.env } }));
  process.report.writeReport();
});
