import { requireFunction } from '../internal/require-function.js';
import type { Suspend } from '../suspend/continuation.js';
import { isSuspend } from '../suspend/results.js';
import type { Collectable, Sink } from './collectable.js';
import { CompleteFlow } from './complete-flow.js';
import type { Flow } from './flow.js';
import type { FlowCollector } from './flow-collector.js';
import { SafeCollector } from './safe-collector.js';

/** Runs the code of `flow { }`. */
class SafeSource<T> implements Collectable<T> {
  constructor(private readonly block: (collector: FlowCollector<T>) => Suspend<unknown> | void) {}

  get checksCancellation(): boolean {
    return true;
  }

  *collectInto(sink: Sink<T>): Suspend<void> {
    const given = this.block(new SafeCollector(sink));
    if (isSuspend(given)) yield* given as Suspend<unknown>;
  }
}

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
  requireFunction('flow', block);
  return new CompleteFlow<T>(new SafeSource(block));
}
