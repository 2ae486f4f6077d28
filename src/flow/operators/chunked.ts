import { period } from '../../dispatch/milliseconds.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import { chunksInTime } from '../chunks-in-time.js';
import type { Sink } from '../collectable.js';
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
     * Kotlin, a list is given at the latest so many milliseconds after its first element; what comes while the collector is busy is
     * gathered meanwhile, with the buffer right before it or one of 64 elements.
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

class ChunkSink<T> implements Sink<T> {
  chunk: T[] = [];

  constructor(
    private readonly size: number,
    private readonly target: Sink<T[]>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const { chunk } = this;
    chunk.push(value);
    if (chunk.length < this.size) return undefined;
    this.chunk = [];
    return this.target.push(chunk);
  }
}

export const chunkedMethods: FlowMethods = {
  chunked(size, { within } = {}) {
    if (!(Number.isInteger(size) && size >= 1)) {
      throw new IllegalArgumentException(`Expected positive chunk size, but got ${describe(size)}`);
    }
    const upstream = this.source;
    if (within !== undefined) return new Flow(chunksInTime(upstream, size, period(within, 'chunked')));
    return new Flow({
      *collectInto(sink): Suspend<void> {
        const chunks = new ChunkSink(size, sink);
        yield* upstream.collectInto(chunks);
        if (chunks.chunk.length === 0) return;
        const waiting = sink.push(chunks.chunk);
        if (waiting !== undefined) yield* waiting;
      },
    });
  },
};
