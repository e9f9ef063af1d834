"use strict";
// Loaded into a provider's process by a test: it keeps LEAK_MB_A_MINUTE more of small objects, as a cache without a bound does.
const kept = [];
const perMs = (Number(process.env.LEAK_MB_A_MINUTE) * 1024 ** 2) / 60_000;
// A list of a hundred numbers that aren't whole: 8 bytes each, and 56 of the list itself and its place in `kept`.
const BYTES = 856;
const start = Date.now();
const keep = () => {
  while (kept.length * BYTES < (Date.now() - start) * perMs) kept.push(Array.from({ length: 100 }, Math.random));
};
setInterval(keep, 100).unref();
