/*
 * The door to all that starts, feeds and serves threads. Who stands before it needs nothing of what is behind until a first
 * call, and Node's build of the package loads it only then. So it has functions and nothing else.
 */
import type { CoroutineDispatcher } from '../dispatch/coroutine-dispatcher.js';
import type { Suspend } from '../suspend/continuation.js';
import { Lane } from './lane.js';
import { setLane } from './lanes.js';
import type { OwnThreads, ThreadResourceLimits } from './module.js';
import { Pool } from './pool.js';
import type { ModuleReference } from './pooled-call.js';
import * as remoteValues from './remote-values.js';
import { serveThread } from './serve-thread.js';
import { WorkerCall } from './worker-call.js';

/** A call of a module's function, not begun. */
export function callOf(module: ModuleReference, name: string, args: readonly unknown[]): Suspend<unknown> {
  return new WorkerCall(module, name, args).scope;
}

/** Has the calls of a dispatcher run on threads of its own, `size` of them. */
export function ownThreads(
  dispatcher: CoroutineDispatcher,
  size: number,
  limits: ThreadResourceLimits | undefined,
): OwnThreads {
  const pool = new Pool({ name: String(dispatcher), size, isFixed: true, limits });
  setLane(dispatcher, new Lane(pool, size, null));
  return pool;
}

/** Has this web worker run calls of the functions of `module`. */
export function serveWorker(module: Record<string, unknown>): void {
  serveThread(module, () => Promise.resolve(remoteValues));
}
