import { requireFunction } from '../../internal/require-function.js';
import { requireOptions } from '../../internal/require-options.js';
import type { Suspend } from '../../suspend/continuation.js';
import { checkConcurrency } from '../concurrency.js';
import { FlattenedFlow } from '../flattened-flow.js';
import { Flow, type FlowMethods } from '../flow.js';
import { concatenated } from './flatten.js';

/**
 * How many flows are collected at the same time.
 * See {@link Flow.flatMapMerge}.
 */
export interface ConcurrencyOptions {
  /** 16 unless given. With 1 they are collected one after the other. */
  concurrency?: number;
}

const DEFAULT_CONCURRENCY = 16;

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements of the flows that `fn` gives for the elements, as they come. As many as `concurrency` says are collected at the
     * same time; for further elements the flow waits. The default buffer of 64 elements is behind it.
     *
     * @throws IllegalArgumentException when `fn` is no function or `concurrency` no whole number of at least 1.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const sizes = flow<number>(function* ({ emit }) { for (const n of [30, 10, 20]) yield* emit(n); });
     * const waited = (millis: number) => flow<number>(function* ({ emit }) { yield* delay(millis); yield* emit(millis); });
     * await run(() => sizes.flatMapMerge(waited).collect((n) => console.log(n))); // 10, 20, 30
     * ```
     */
    flatMapMerge<R>(fn: (value: T) => Suspend<Flow<R>> | Flow<R>, options?: ConcurrencyOptions): Flow<R>;
    /** As {@link flatMapMerge}, for a flow of flows. */
    flattenMerge<R>(this: Flow<Flow<R>>, options?: ConcurrencyOptions): Flow<R>;
  }
}

function merged<R>(flows: Flow<Flow<R>>, what: string, options: ConcurrencyOptions = {}): Flow<R> {
  requireOptions(what, 'concurrency: 3', options);
  const { concurrency = DEFAULT_CONCURRENCY } = options;
  checkConcurrency(concurrency);
  return concurrency === 1 ? concatenated(flows, what) : new Flow(new FlattenedFlow(flows.source, concurrency, what));
}

export const flatMergeMethods: FlowMethods = {
  flatMapMerge(fn, options) {
    requireFunction('flatMapMerge', fn);
    return merged(this.map(fn), 'flatMapMerge', options);
  },
  flattenMerge(options) {
    return merged(this, 'flattenMerge', options);
  },
};
