import type { BenchFigures } from "./figures";
export function benchmarksPage(figures: BenchFigures): string { return JSON.stringify(figures); }
