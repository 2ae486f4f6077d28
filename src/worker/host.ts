import { builtinModule } from './node-module.js';

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
