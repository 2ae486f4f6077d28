/*
 * The one door to the host's clock and queues.
 *
 * A macrotask must come after the host's own timers, I/O and rendering had their turn: `setImmediate` in Node, Deno and
 * Bun, a message to oneself in browsers (a `setTimeout(0)` there would wait 4 ms), a timer elsewhere.
 */
interface HostGlobals {
  setImmediate?: (callback: () => void) => unknown;
  MessageChannel?: typeof MessageChannel;
}

/** Milliseconds since some fixed moment, with fractions. */
export function now(): number {
  return performance.now();
}

/** Runs `callback` in a turn of the host's event loop of its own. One waits at a time. */
export const macrotask: (callback: () => void) => unknown = chooseMacrotask(globalThis);

function chooseMacrotask(host: HostGlobals): (callback: () => void) => unknown {
  if (host.setImmediate) return host.setImmediate;
  const { MessageChannel } = host; // only here: Node loads what is behind it when it is asked for
  if (!MessageChannel) return setTimeout;
  const { port1, port2 } = new MessageChannel();
  return (callback) => {
    port1.onmessage = callback;
    port2.postMessage(null);
  };
}

/** The longest time a host timer can wait; longer ones are waited for in steps. */
const LONGEST = 0x7fffffff;

/** Calls `callback` after about `millis` ms, or after the longest time the host can wait. Returned is how to stop it. */
export function hostTimer(millis: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(Math.max(millis, 0), LONGEST));
  return () => clearTimeout(timer);
}

let parkingSpot: Int32Array | undefined;

/** Blocks the thread for `millis` ms. @throws where the host does not allow it: on a browser's main thread. */
export function park(millis: number): void {
  parkingSpot ??= new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(parkingSpot, 0, 0, millis);
}
