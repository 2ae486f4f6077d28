/** What is done often, in a process of its own that is run by heap.test.ts. */
export interface Scenario {
  /** How often. */
  rounds: number;
  run(rounds: number): void;
}

function heapUsed(): number {
  for (let i = 0; i < 3; i++) globalThis.gc!();
  return process.memoryUsage().heapUsed;
}

/** Prints by how many bytes the scenario that the command line names makes the heap grow, a first and shorter run apart. */
export function printGrowth(scenarios: Record<string, Scenario>): void {
  const { rounds, run } = scenarios[process.argv[2]!]!;
  run(rounds / 100);
  const before = heapUsed();
  run(rounds);
  console.log(heapUsed() - before);
}
