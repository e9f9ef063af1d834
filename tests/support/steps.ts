/**
 * One test of several steps, each on what those before it left. It comes on a fresh stack (`beforeEach`), so that it can be retried.
 *
 * @returns a function that adds a step. A step that fails ends the test, and is named.
 */
export function steps(title: string): (name: string, work: () => Promise<void> | void) => void {
  const all: [name: string, work: () => Promise<void> | void][] = [];
  it(title, async () => {
    for (const [name, work] of all) {
      try {
        await work();
      } catch (error) {
        if (error instanceof Error) error.message = `${name}: ${error.message}`;
        throw error;
      }
    }
  });
  return (name, work) => void all.push([name, work]);
}
