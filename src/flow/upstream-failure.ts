import { addSuppressed } from '../internal/suppressed.js';
import { isCancellation, JobCancellationException } from '../job/cancellation.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Resumable } from '../suspend/resumable.js';
import { runningCoroutine } from '../suspend/running.js';
import type { Collectable, Sink } from './collectable.js';
import { type DownstreamWatch, pushWatched } from './downstream.js';

/** Remembers what the sink below threw. */
class GuardSink<T> implements Sink<T>, DownstreamWatch {
  thrown: { error: unknown } | null = null;

  constructor(private readonly target: Sink<T>) {}

  push(value: T): Suspend<void> | undefined {
    return pushWatched(this.target, value, this);
  }

  failed(error: unknown): void {
    this.thrown = { error };
  }
}

/** Whether it is what cancelled the coroutine that runs. A failing job makes a new exception each time it is asked. */
function isOwnCancellation(thrown: unknown, coroutine: Resumable): boolean {
  if (!coroutine.isCancelled) return false;
  const own = coroutine.getCancellationException();
  if (thrown === own) return true;
  return (
    thrown instanceof JobCancellationException &&
    own instanceof JobCancellationException &&
    own.cause !== undefined &&
    thrown.cause === own.cause &&
    thrown.message === own.message
  );
}

/**
 * Collects `flow` into `sink` and returns what the flow failed with, in a box since anything can be thrown; null if it has come to
 * its end. A failure of the sink, and the cancellation of the coroutine, are thrown. When the flow and the sink both fail, the
 * flow's failure goes first, except for a mere cancellation; the other one is suppressed.
 */
export function* upstreamFailure<T>(flow: Collectable<T>, sink: Sink<T>): Suspend<{ readonly error: unknown } | null> {
  const guard = new GuardSink(sink);
  try {
    yield* flow.collectInto(guard);
    return null;
  } catch (error) {
    const downstream = guard.thrown;
    if ((downstream !== null && downstream.error === error) || isOwnCancellation(error, runningCoroutine('collect')))
      throw error;
    if (downstream === null) return { error };
    if (isCancellation(error)) {
      addSuppressed(downstream.error, error);
      throw downstream.error;
    }
    addSuppressed(error, downstream.error);
    throw error;
  }
}
