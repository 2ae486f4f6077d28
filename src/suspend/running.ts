import { IllegalStateException } from '../internal/exceptions.js';
import type { Resumable } from './resumable.js';

/** Which coroutine's code runs now on this thread; null outside of any. Set by the driver alone. */
export let running: { coroutine: Resumable | null } = { coroutine: null };

/** Puts it into a new object: see renew in event-loop.ts. */
export function renewRunning(): void {
  running = { coroutine: running.coroutine };
}

/**
 * Looks whether another thread has cancelled something on this one; null where no other can. Asked by code that computes and
 * does not give the thread back: the floor of worker threads puts it in here.
 */
export const remote: { look: (() => void) | null } = { look: null };

/** The running coroutine. @throws IllegalStateException outside of a coroutine. */
export function runningCoroutine(what: string): Resumable {
  const { coroutine } = running;
  if (coroutine === null) {
    throw new IllegalStateException(
      `${what} was run outside of a coroutine. Call it with yield* in a suspend function that a coroutine runs: run(function* () { ... })`,
    );
  }
  return coroutine;
}
