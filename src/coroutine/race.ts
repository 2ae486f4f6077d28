import { IllegalArgumentException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import { addSuppressed } from '../internal/suppressed.js';
import { CancellationException } from '../job/cancellation.js';
import { select } from '../select/select.js';
import type { Suspend } from '../suspend/continuation.js';
import type { CoroutineBlock, CoroutineScope } from './coroutine-scope.js';
import type { Deferred } from './jobs.js';
import { supervisorScope } from './scoped.js';

/**
 * What a race of these blocks gives.
 * See {@link race}.
 */
export type RaceResult<B extends readonly CoroutineBlock<unknown>[]> =
  B[number] extends CoroutineBlock<infer T> ? T : never;

function* racing<T>(scope: CoroutineScope, blocks: readonly CoroutineBlock<T>[]): Suspend<T> {
  const running: Deferred<T>[] = blocks.map((block) => scope.async(block));
  const failures: unknown[] = [];
  while (running.length > 0) {
    const ended: Deferred<T> = yield* select(...running.map((one) => one.onJoin(() => one)));
    if (!ended.isCancelled) {
      for (const one of running) one.cancel(new CancellationException('Another one has won the race'));
      return ended.getCompleted();
    }
    failures.push(ended.getCompletionExceptionOrNull());
    running.splice(running.indexOf(ended), 1);
  }
  const [first, ...others] = failures;
  for (const other of others) addSuppressed(first, other);
  throw first;
}

/**
 * Runs all `blocks` at the same time and gives the result of the first that succeeds. The others are cancelled. Not in Kotlin.
 *
 * **Suspends** until one has succeeded and the others, cancelled by that, have ended. **Cancellation** of the caller cancels all.
 *
 * @throws what the first of them failed with, the other failures suppressed in it, when all have failed.
 * @throws IllegalArgumentException when there are no blocks, or one is no function.
 * @example
 * ```ts
 * import { delay, race, run, type Suspend } from 'suspendable';
 *
 * function* ask(mirror: string, millis: number): Suspend<string> {
 *   yield* delay(millis);
 *   if (mirror === 'broken') throw new Error('offline');
 *   return mirror;
 * }
 * const fastest = await run(() => race(() => ask('far', 60_000), () => ask('broken', 1), () => ask('near', 10)));
 * console.log(fastest); // near
 * ```
 */
export function race<B extends readonly CoroutineBlock<unknown>[]>(...blocks: B): Suspend<RaceResult<B>> {
  if (blocks.length === 0) {
    throw new IllegalArgumentException('race expects at least one block: a race without runners never ends');
  }
  for (const block of blocks) requireFunction('race', block);
  return supervisorScope((scope) => racing(scope, blocks as readonly CoroutineBlock<RaceResult<B>>[]));
}
