import type { FormFigures, Measured, OperationName } from "./figures";
import { table } from "./sections";

// The section of docs/benchmarks.md on the two forms, from tools/bench/forms.json.

/** Both forms side by side, at the largest size without latency. */
export function formsTable({ measured, machine, versions, when }: FormFigures): string {
  const apps = Math.max(...measured.map((one) => one.apps));
  const all = measured.filter((one) => one.apps === apps && one.latencyMs === 0);
  const find = (contestant: Measured["contestant"], operation: OperationName): Measured | undefined =>
    all.find((one) => one.contestant === contestant && one.operation === operation);
  const rows = [...new Set(all.map(({ operation }) => operation))].flatMap((operation) => {
    const [dynamic, native] = [find("this package", operation), find("native form", operation)];
    return dynamic && native ? [rowOf(operation, dynamic, native)] : [];
  });
  const [rounds = 0] = all.map((one) => one.rounds);
  const about = Object.values(when).map(({ date, load }) => `${date}, load average before it ${load}`);
  return [
    table(
      [
        "operation",
        "processor time, native : dynamic",
        "dynamic, s",
        "native, s",
        "its program, s",
        "wall, s",
        "state, KB",
      ],
      rows,
    ),
    `${apps} apps, ${rounds === 1 ? "1 round" : `${rounds} rounds`} in turns, on ${machine.processor}, with Pulumi CLI ${versions["Pulumi CLI"] ?? "?"} (${about.join("; ")}). Of the columns with two
figures, the first is the dynamic form's.`,
  ].join("\n\n");
}

function rowOf(operation: OperationName, dynamic: Measured, native: Measured): string[] {
  const both = (value: (one: Measured) => number | undefined, digits = 1): string => {
    const values = [dynamic, native].map(value);
    return values.every((one) => one === undefined)
      ? "–"
      : values.map((one) => one?.toFixed(digits) ?? "–").join(" · ");
  };
  return [
    operation,
    `${(native.cpu.median / dynamic.cpu.median).toFixed(2)} ×`,
    dynamic.cpu.median.toFixed(1),
    native.cpu.median.toFixed(1),
    both(({ cpuOf }) => cpuOf?.program?.median),
    both(({ wall }) => wall.median),
    both(({ stateBytes }) => (stateBytes === undefined ? undefined : stateBytes / 1024), 0),
  ];
}
