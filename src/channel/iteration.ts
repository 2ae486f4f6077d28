import { IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import { run } from '../interop/run.js';
import { CancellationException, isCancellation } from '../job/cancellation.js';
import type { Suspend } from '../suspend/continuation.js';
import { isSuspend } from '../suspend/results.js';
import type { ChannelIterator, ReceiveChannel } from './channel.js';
import { type ChannelCore, NOTHING } from './core.js';
import { type ElementHolder, HasNextOperation } from './suspensions.js';

/** Takes the elements of a channel one by one. */
export class CoreIterator<T> implements ChannelIterator<T>, ElementHolder<T> {
  held: T | typeof NOTHING = NOTHING;
  ended = false;
  private readonly operation: HasNextOperation<T>;

  constructor(private readonly channel: ChannelCore<T>) {
    this.operation = new HasNextOperation(channel, this);
  }

  /** As {@link hasNext}, where that needs no waiting; false otherwise. */
  advance(): boolean {
    if (this.held === NOTHING) this.held = this.channel.poll();
    return this.held !== NOTHING;
  }

  hasNext(): Suspend<boolean> {
    return this.operation;
  }

  next(): T {
    const { held } = this;
    if (held === NOTHING) {
      if (!this.ended) throw new IllegalStateException('`hasNext()` has not been invoked');
      this.ended = false;
      throw this.channel.receiveException();
    }
    this.held = NOTHING;
    return held;
  }
}

/** Cancels a channel whose consumer has ended with `thrown`. */
export function cancelConsumed(channel: ReceiveChannel<unknown>, thrown: unknown): void {
  channel.cancel(
    isCancellation(thrown)
      ? thrown
      : new CancellationException('Channel was consumed, consumer had failed', { cause: thrown }),
  );
}

export function* consume<C extends ReceiveChannel<unknown>, R>(
  channel: C,
  block: (channel: C) => Suspend<R> | R,
): Suspend<R> {
  requireFunction('consume', block);
  let result: R;
  try {
    const given = block(channel);
    result = isSuspend(given) ? yield* given as Suspend<R> : (given as R);
  } catch (thrown) {
    cancelConsumed(channel, thrown);
    throw thrown;
  }
  channel.cancel();
  return result;
}

export function* consumeEach<T>(
  channel: ReceiveChannel<T>,
  action: (element: T) => Suspend<unknown> | unknown,
): Suspend<void> {
  requireFunction('consumeEach', action);
  try {
    const iterator = channel.iterator() as CoreIterator<T>;
    while (iterator.advance() || (yield* iterator.hasNext())) {
      const given = action(iterator.next());
      if (isSuspend(given)) yield* given as Suspend<unknown>;
    }
  } catch (thrown) {
    cancelConsumed(channel, thrown);
    throw thrown;
  }
  channel.cancel();
}

export function* toList<T>(channel: ReceiveChannel<T>): Suspend<T[]> {
  const list: T[] = [];
  yield* consumeEach(channel, (element) => list.push(element));
  return list;
}

/** The elements for async code. Each step that has to wait is a coroutine of its own, ended by `return`. */
export function asyncIterator<T>(channel: ReceiveChannel<T>): AsyncIterator<T, undefined> {
  const returned = new AbortController();
  const { signal } = returned;
  const end = { done: true, value: undefined } as const;
  return {
    async next(): Promise<IteratorResult<T, undefined>> {
      if (signal.aborted) return end;
      let result = channel.tryReceive();
      if (!result.isSuccess) {
        try {
          result = await run(() => channel.receiveCatching(), { signal });
        } catch (error) {
          if (signal.aborted) return end;
          throw error;
        }
      }
      if (result.isSuccess) return { done: false, value: result.getOrNull() as T };
      const cause = result.exceptionOrNull();
      if (cause !== null) throw cause;
      return end;
    },
    async return(): Promise<IteratorResult<T, undefined>> {
      returned.abort();
      return end;
    },
  };
}
