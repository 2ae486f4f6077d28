/*
 * Failures that reach the last resort while a test runs are that test's. Those that arrive between tests still go the host's
 * way, and in addition fail the next test, since nobody may be looking at the host.
 */
import { replaceLastResort } from '../context/last-resort.js';

type Listener = (error: unknown) => void;

const listeners = new Set<Listener>();
let unprocessed: unknown[] = [];
let installed = false;

function install(): void {
  if (installed) return;
  installed = true; // for good: a failure after the last test must be known to the next one
  replaceLastResort((former) => ({
    report(error, context) {
      if (listeners.size === 0) {
        unprocessed.push(error);
        former.report(error, context);
      } else for (const listener of [...listeners]) listener(error);
    },
  }));
}

/** Listens to failures; those that nobody has heard yet come at once. */
export function collectExceptions(listener: Listener): void {
  install();
  listeners.add(listener);
  const waiting = unprocessed;
  unprocessed = [];
  for (const error of waiting) listener(error);
}

export function stopCollecting(listener: Listener): void {
  listeners.delete(listener);
}
