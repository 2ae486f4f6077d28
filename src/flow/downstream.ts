import type { Suspend } from '../suspend/continuation.js';
import type { Sink } from './collectable.js';

/** Wants to know what downstream threw. */
export interface DownstreamWatch {
  failed(error: unknown): void;
}

/** Pushes to `sink`, and tells `watch` what that threw before it goes on upwards. */
export function pushWatched<T>(sink: Sink<T>, value: T, watch: DownstreamWatch): Suspend<void> | undefined {
  let waiting: Suspend<void> | undefined;
  try {
    waiting = sink.push(value);
  } catch (thrown) {
    watch.failed(thrown);
    throw thrown;
  }
  return waiting === undefined ? undefined : watched(waiting, watch);
}

function* watched(waiting: Suspend<void>, watch: DownstreamWatch): Suspend<void> {
  try {
    yield* waiting;
  } catch (thrown) {
    watch.failed(thrown);
    throw thrown;
  }
}
