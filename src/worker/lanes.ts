import type { ContinuationInterceptor } from '../context/context.js';
import { LimitedDispatcher } from '../dispatch/coroutine-dispatcher.js';
import { Dispatchers } from '../dispatch/dispatchers.js';
import { Lane } from './lane.js';
import { Pool } from './pool.js';
import { cores } from './start-thread.js';

/** How many threads calls on `Dispatchers.IO` may block at once, unless there are more cores. */
const IO_THREADS = 64;

const lanes = new WeakMap<ContinuationInterceptor, Lane>();
let shared: Pool | undefined;

/** `Default` and `IO` share their threads: changing from one to the other changes what limits a call, not where it runs. */
function sharedPool(): Pool {
  shared ??= new Pool({ name: 'DefaultDispatcher', size: Infinity, isFixed: false });
  return shared;
}

export function setLane(dispatcher: ContinuationInterceptor, lane: Lane): void {
  lanes.set(dispatcher, lane);
}

/** The lane of a dispatcher. One that has no threads, such as `Main`, uses those of `Default`. */
export function laneOf(dispatcher: ContinuationInterceptor): Lane {
  let lane = lanes.get(dispatcher);
  if (lane === undefined) {
    lane = newLane(dispatcher);
    lanes.set(dispatcher, lane);
  }
  return lane;
}

function newLane(dispatcher: ContinuationInterceptor): Lane {
  if (dispatcher instanceof LimitedDispatcher) {
    const { base, parallelism } = dispatcher;
    const parent = laneOf(base);
    // Views of IO are not bounded by its limit: each brings threads of its own.
    return new Lane(parent.pool, parallelism, base === Dispatchers.IO ? null : parent);
  }
  if (dispatcher === Dispatchers.Default) return new Lane(sharedPool(), cores(), null);
  if (dispatcher === Dispatchers.IO) return new Lane(sharedPool(), Math.max(IO_THREADS, cores()), null);
  return laneOf(Dispatchers.Default);
}
