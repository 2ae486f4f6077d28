/*
 * Where tests and the tasks that they call meet: see tasks.ts.
 */
import { workerModule } from 'suspendable';

/** The address of tasks.ts, or of what was built of it. */
export const here = process.env.WORKER_TASKS ?? new URL('./tasks.ts', import.meta.url).href;

export const tasks = workerModule<typeof import('./tasks.js')>(here);

export function newGate(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(8));
}

/** Until so many have arrived. The thread's host goes on meanwhile. */
export async function arrivals(gate: Int32Array, count: number): Promise<void> {
  while (Atomics.load(gate, 0) < count) await new Promise((resolve) => setTimeout(resolve, 1));
}

export function open(gate: Int32Array): void {
  Atomics.store(gate, 1, 1);
  Atomics.notify(gate, 1);
}
