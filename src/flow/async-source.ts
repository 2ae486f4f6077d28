/*
 * Elements that promises bring. The source is asked for one at a time, and told when no more are wanted:
 *
 *   ended early while an element was being dealt with    it is told, and its answer waited for, as `for await` does
 *   cancelled while waiting for the source               it is told; it may never answer, so nobody waits
 */
import { NonCancellable } from '../coroutine/non-cancellable.js';
import { withContext } from '../coroutine/with-context.js';
import { addSuppressed } from '../internal/suppressed.js';
import { isCancellation } from '../job/cancellation.js';
import type { Suspend } from '../suspend/continuation.js';
import { PromiseWait } from '../suspend/promise-wait.js';
import type { Collectable, Sink } from './collectable.js';

/**
 * A `ReadableStream`, as far as it is read here.
 *
 * @example
 * ```ts
 * import { asFlow, type ReadableStreamLike, run } from 'suspendable';
 *
 * // A stream with one chunk, made by hand.
 * const stream: ReadableStreamLike<string> = {
 *   getReader() {
 *     let done = false;
 *     return {
 *       async read() { const result = done ? { done } : { done, value: 'chunk' }; done = true; return result; },
 *       async cancel() {},
 *       releaseLock() {},
 *     };
 *   },
 * };
 * console.log(await run(() => asFlow(stream).toList())); // [ 'chunk' ]
 * ```
 */
export interface ReadableStreamLike<T> {
  /** Locks the stream and gives what reads it. */
  getReader(): {
    read(): PromiseLike<{ done: boolean; value?: T | undefined }>;
    cancel(reason?: unknown): PromiseLike<unknown>;
    releaseLock(): void;
  };
}

interface AsyncElement<T> {
  done?: boolean | undefined;
  value?: T | undefined;
}

/** What is common to async iterators and the readers of streams. As in `for await`, results need not be promises. */
interface AsyncElements<T> {
  next(): PromiseLike<AsyncElement<T>> | AsyncElement<T>;
  /** Gives the elements up. */
  return?(): unknown;
}

/** A stream's elements, its lock released when it has ended or was given up. */
export function readerOf<T>(stream: ReadableStreamLike<T>): AsyncElements<T> {
  const reader = stream.getReader();
  return {
    async next() {
      const result = await reader.read();
      if (result.done) reader.releaseLock();
      return result;
    },
    async return() {
      const cancelled = reader.cancel();
      reader.releaseLock();
      await cancelled;
    },
  };
}

export class AsyncSource<T> implements Collectable<T> {
  constructor(private readonly open: () => AsyncElements<T>) {}

  *collectInto(sink: Sink<T>): Suspend<void> {
    const elements = this.open();
    for (;;) {
      const promise = Promise.resolve(elements.next());
      let result: AsyncElement<T>;
      try {
        result = yield* new PromiseWait(promise);
      } catch (thrown) {
        // One that has failed takes no harm from being told.
        leave(elements).catch(() => {});
        throw thrown;
      }
      if (result.done) return;
      try {
        const waiting = sink.push(result.value as T);
        if (waiting !== undefined) yield* waiting;
      } catch (thrown) {
        yield* giveUp(elements, thrown);
        throw thrown;
      }
    }
  }
}

/** Tells the source, which may answer by a promise or not, and fail by a rejection or by throwing. */
async function leave(elements: AsyncElements<unknown>): Promise<void> {
  await elements.return?.();
}

/** Tells the source and waits. */
function* giveUp(elements: AsyncElements<unknown>, reason: unknown): Suspend<void> {
  if (!elements.return) return;
  try {
    yield* withContext(NonCancellable, () => new PromiseWait(leave(elements)));
  } catch (failure) {
    throw closingFailed(reason, failure);
  }
}

/**
 * What is thrown when a source could not be closed after `reason` had ended its collection. A failure of downstream goes first; a mere
 * end of the collection hides nothing.
 */
export function closingFailed(reason: unknown, failure: unknown): unknown {
  return isCancellation(reason) || !addSuppressed(reason, failure) ? failure : reason;
}
