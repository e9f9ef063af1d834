import path from "node:path";

/** The root of this checkout. */
export const CHECKOUT = path.join(__dirname, "../..");
