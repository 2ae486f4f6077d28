import type { Suspend } from '../suspend/continuation.js';
import { isSuspend } from '../suspend/results.js';
import { requireBlock } from '../sync/semaphore.js';
import type { FlowCollector } from './collectable.js';
import { Flow } from './flow.js';
import { SafeCollector } from './safe-collector.js';

/**
 * A flow whose elements `block` emits. It runs in the collecting coroutine, once per collection.
 *
 * @throws IllegalArgumentException when `block` is no function.
 * @example
 * ```ts
 * import { delay, flow, run } from 'suspendable';
 *
 * const ticks = flow<number>(function* ({ emit }) {
 *   for (let i = 0; i < 2; i++) { yield* delay(5); yield* emit(i); }
 * });
 * await run(() => ticks.collect((n) => console.log(n))); // 0, 1
 * ```
 */
export function flow<T>(block: (collector: FlowCollector<T>) => Suspend<unknown> | void): Flow<T> {
  requireBlock('flow', block);
  return new Flow<T>({
    *collectInto(sink): Suspend<void> {
      const given = block(new SafeCollector(sink));
      if (isSuspend(given)) yield* given as Suspend<unknown>;
    },
  });
}
