import { AbstractCoroutineContextElement } from '../context/elements.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { UnsupportedOperationException } from '../internal/unsupported-operation-exception.js';
import type { CancellationException } from '../job/cancellation.js';
import { type DisposableHandle, jobKey } from '../job/job.js';
import { inertHandle } from '../job/nodes.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Job } from './jobs.js';

function unsupported(): UnsupportedOperationException {
  return new UnsupportedOperationException('This job is always active');
}

class NonCancellableJob extends AbstractCoroutineContextElement implements Job {
  constructor() {
    super(jobKey);
  }

  readonly parent = null;
  readonly isActive = true;
  readonly isCompleted = false;
  readonly isCancelled = false;
  readonly children: readonly Job[] = [];
  private neverAborted: AbortSignal | undefined;

  /** Never aborted. Made when it is asked for: nothing is done at import. */
  get signal(): AbortSignal {
    this.neverAborted ??= new AbortController().signal;
    return this.neverAborted;
  }

  start(): boolean {
    return false;
  }

  cancel(): void {}

  cancelChildren(): void {}

  ensureActive(): void {}

  invokeOnCompletion(): DisposableHandle {
    return inertHandle;
  }

  getCancellationException(): CancellationException {
    throw new IllegalStateException('This job is always active');
  }

  join(): Suspend<void> {
    throw unsupported();
  }

  cancelAndJoin(): Suspend<void> {
    throw unsupported();
  }

  onJoin(): never {
    throw unsupported();
  }

  asPromise(): Promise<unknown> {
    throw unsupported();
  }

  override toString(): string {
    return 'NonCancellable';
  }
}

/**
 * A job that is always active: `withContext(NonCancellable, block)` lets a cancelled coroutine suspend while it cleans up.
 * It is for `withContext` alone. Given to `launch` it cuts the coroutine off from its parent.
 *
 * @example
 * ```ts
 * import { delay, NonCancellable, run, withContext } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const job = launch(function* () {
 *     try { yield* delay(60_000); }
 *     finally { yield* withContext(NonCancellable, function* () { yield* delay(1); console.log('said goodbye'); }); }
 *   });
 *   yield* delay(1);
 *   job.cancel();
 * });
 * // prints: said goodbye
 * ```
 */
export const NonCancellable: Job = new NonCancellableJob();
