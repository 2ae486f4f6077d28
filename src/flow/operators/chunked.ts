import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Lists of `size` elements each, the last one of what is left. Each is a new list.
     * @throws IllegalArgumentException unless `size` is a whole number of at least 1.
     */
    chunked(size: number): Flow<T[]>;
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
  chunked(size) {
    if (!(Number.isInteger(size) && size >= 1)) {
      throw new IllegalArgumentException(`Expected positive chunk size, but got ${describe(size)}`);
    }
    const upstream = this.source;
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
