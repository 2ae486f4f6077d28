import { period } from '../../dispatch/milliseconds.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { requireOptions } from '../../internal/require-options.js';
import type { Suspend } from '../../suspend/continuation.js';
import { chunksInTime } from '../chunks-in-time.js';
import type { Collectable, Sink } from '../collectable.js';
import { derived } from '../derived.js';
import { Flow, type FlowMethods } from '../flow.js';

/**
 * What `chunked` does besides the size.
 * See {@link Flow.chunked}.
 */
export interface ChunkOptions {
  /** The milliseconds that a list may take from its first element on. No limit unless given. */
  within?: number;
}

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Lists of `size` elements each, the last one of what is left. Each is a new list. With the option `within`, which is not in
     * Kotlin, a list is given at the latest so many milliseconds after its first element has come, or as soon as the collector can
     * take it; what comes while that is busy is gathered meanwhile, with the buffer right before it or one of 64 elements. The size
     * may then be Infinity, for lists by time alone.
     *
     * @throws IllegalArgumentException unless `size` is a whole number of at least 1 and the time a positive number.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const events = flow<string>(function* ({ emit }) {
     *   for (const name of ['a', 'b', 'c']) yield* emit(name);
     *   yield* delay(300);
     *   yield* emit('d');
     * });
     * await run(() => events.chunked(2, { within: 100 }).collect((batch) => console.log(batch.join('+')))); // a+b, c, d
     * ```
     */
    chunked(size: number, options?: ChunkOptions): Flow<T[]>;
  }
}

function* chunking<T>(upstream: Collectable<T>, sink: Sink<T[]>, size: number): Suspend<void> {
  let chunk: T[] = [];
  yield* upstream.collectInto({
    push(value) {
      if (chunk.push(value) < size) return undefined;
      const full = chunk;
      chunk = [];
      return sink.push(full);
    },
  });
  if (chunk.length === 0) return;
  const waiting = sink.push(chunk);
  if (waiting !== undefined) yield* waiting;
}

export const chunkedMethods: FlowMethods = {
  chunked(size, options = {}) {
    requireOptions('chunked', 'within: 100', options);
    const { within } = options;
    if (!((Number.isInteger(size) || (size === Infinity && within !== undefined)) && size >= 1)) {
      throw new IllegalArgumentException(`Expected positive chunk size, but got ${describe(size)}`);
    }
    if (within === undefined) return derived(this, chunking, size);
    return new Flow(chunksInTime(this.source, size, period(within, 'chunked')));
  },
};
