import { type Ended, start } from "./command";
import { usePythonPackages } from "./python-packages";

/** Runs a Python script with the SDK. */
export type RunPython = (script: string, ...args: string[]) => Promise<Ended>;

/** Gives the tests of the surrounding `describe` Sinch's Python SDK. */
export function usePythonSdk(): RunPython {
  const packages = usePythonPackages("sinch==2.3.0");
  // Without the packages of the machine's own Python, and without what it writes beside a script.
  return (script, ...args) => {
    const { python, folder } = packages();
    return start(python, ["-S", "-B", script, ...args], { cwd: folder, env: { PYTHONPATH: folder } }).ended;
  };
}
