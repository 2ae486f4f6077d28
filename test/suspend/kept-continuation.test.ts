import {
  type CancellableContinuation,
  CancellationException,
  type Continuation,
  IllegalStateException,
  run,
  type Suspend,
  suspendCancellableCoroutine,
  suspendCoroutine,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { isAlive } from '../garbage.js';

const enough = new CancellationException('enough'); // made here: an error knows the functions that it was made in

type Kept = Continuation<unknown>;
type Wait = (keep: (continuation: Kept) => void) => Suspend<unknown>;

const cancellable = (keep: (continuation: Kept) => void, end: (c: CancellableContinuation<unknown>) => void) =>
  suspendCancellableCoroutine((continuation) => {
    keep(continuation);
    continuation.invokeOnCancellation(() => keep(continuation));
    end(continuation);
  });

/** How a wait ends. `keep` sees a local variable of the coroutine. */
const ends: Record<string, Wait> = {
  'was resumed in its block': (keep) => cancellable(keep, (c) => c.resume(1)),
  'was resumed later': (keep) => cancellable(keep, (c) => setTimeout(() => c.resume(1, () => keep(c)), 1)),
  'was resumed with an exception': (keep) =>
    cancellable(keep, (c) => setTimeout(() => c.resumeWithException(new Error('boom')), 1)),
  'was cancelled': (keep) => cancellable(keep, (c) => setTimeout(() => c.cancel(enough), 1)),
  'was cancelled in its block': (keep) => cancellable(keep, (c) => c.cancel(enough)),
  'of suspendCoroutine was resumed': (keep) =>
    suspendCoroutine((continuation) => {
      keep(continuation);
      setTimeout(() => continuation.resume(1), 1);
    }),
};

/** The continuation that is kept, and whether the coroutine's local variable is still there. */
async function waitAndKeep(wait: Wait): Promise<{ kept: Kept; local: WeakRef<object> }> {
  const local = {};
  let kept!: Kept;
  await run(function* () {
    try {
      yield* wait((continuation) => {
        kept = continuation;
        String(local);
      });
    } catch {}
  });
  return { kept, local: new WeakRef(local) };
}

describe('a continuation that is kept', () => {
  test.each(Object.entries(ends))('and %s keeps nothing of the coroutine`s functions', async (_end, wait) => {
    const { kept, local } = await waitAndKeep(wait);
    expect(await isAlive(local)).toBe(false);
    expect(kept).toBeDefined();
  });

  test('still refuses a second handler when all is over', async () => {
    const { kept } = await waitAndKeep(ends['was resumed later']!);
    expect(() => (kept as CancellableContinuation<unknown>).invokeOnCancellation(() => {})).toThrow(
      new IllegalStateException(
        'invokeOnCancellation was called before on this continuation: it takes one handler. Do both things in one handler',
      ),
    );
  });
});
