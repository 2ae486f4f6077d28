import { FIRST_SLOT, SLOTS } from './messages.js';
import { builtinModule } from './node-module.js';
import { NodeThread, type WorkerThreads } from './node-thread.js';
import type { SharedMemory, ThreadHandle, ThreadOptions, ThreadOwner } from './thread-host.js';
import { WebThread } from './web-thread.js';

/** What is used of the module `os`. */
interface Os {
  availableParallelism(): number;
}

/** What is used of the module `timers`. */
interface Timers {
  setInterval(callback: () => void, millis: number): { ref(): void; unref(): void };
}

/** Rung by all threads that this one has started: one bell, since this thread can be parked on one only. */
let bell: Int32Array | undefined;

/** Browsers share memory only between pages and workers that are isolated from other origins. */
export function sharedBell(): Int32Array | null {
  if (typeof SharedArrayBuffer === 'undefined') return null;
  bell ??= new Int32Array(new SharedArrayBuffer(4));
  return bell;
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

let pending = 0;
let anchor: { ref(): void; unref(): void } | undefined;

/** Something is waited for that comes from another thread: the process must not end meanwhile. */
export function beginWaiting(): void {
  if (pending++ > 0) return;
  // One timer for all, since no thread keeps the process alive by itself.
  anchor ??= builtinModule<Timers>('timers')?.setInterval(() => {}, 2 ** 30);
  anchor?.ref();
}

export function endWaiting(): void {
  if (--pending === 0) anchor?.unref();
}

export function isWaiting(): boolean {
  return pending > 0;
}
