import { sharedBell } from './host.js';
import { FIRST_SLOT, SLOTS } from './messages.js';
import { builtinModule } from './node-module.js';
import { NodeThread, type WorkerThreads } from './node-thread.js';
import type { SharedMemory, ThreadHandle, ThreadOptions, ThreadOwner } from './thread-host.js';
import { WebThread } from './web-thread.js';

/** What is used of the module `os`. */
interface Os {
  availableParallelism(): number;
}

export function sharedMemory(): SharedMemory | null {
  const rung = sharedBell();
  return rung === null ? null : { bell: rung, cells: new Int32Array(new SharedArrayBuffer((FIRST_SLOT + SLOTS) * 4)) };
}

export function startThread(owner: ThreadOwner, options: ThreadOptions): ThreadHandle {
  const threads = options.factory === null ? builtinModule<WorkerThreads>('worker_threads') : undefined;
  return threads === undefined ? new WebThread(owner, options) : new NodeThread(threads, owner, options);
}

/** The number of CPU cores, at least 2, as in Kotlin. */
export function cores(): number {
  const count = builtinModule<Os>('os')?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 2;
  return Math.max(count, 2);
}
