import { CompleteFlow } from './complete-flow.js';
import { FlattenedFlow } from './flattened-flow.js';
import type { Flow } from './flow.js';
import { ArraySource } from './flow-of.js';
import { type ElementsOf, requireFlow } from './several-flows.js';

/**
 * The elements of all `flows`, which are collected at the same time, as they come. Ends when all have ended, fails with the first
 * that fails. The default buffer of 64 elements is behind it; {@link Flow.buffer} gives another size. As in Kotlin, a policy that
 * drops elements makes no difference right behind it: `merge(a, b).conflate()` has no buffer, and the flows wait.
 *
 * @throws IllegalArgumentException when one of them is no flow.
 * @example
 * ```ts
 * import { delay, flow, merge, run } from 'suspendable';
 *
 * const every = (millis: number, text: string) => flow<string>(function* ({ emit }) {
 *   for (let i = 0; i < 2; i++) { yield* delay(millis); yield* emit(text); }
 * });
 * await run(() => merge(every(20, 'slow'), every(30, 'slower')).collect((text) => console.log(text)));
 * // prints: slow, slower, slow, slower
 * ```
 */
export function merge<F extends readonly Flow<unknown>[]>(...flows: F): Flow<ElementsOf<F>[number]> {
  for (const flow of flows) requireFlow('merge', flow);
  return new CompleteFlow(
    new FlattenedFlow(new ArraySource(flows as readonly Flow<ElementsOf<F>[number]>[]), Infinity, 'merge'),
  );
}
