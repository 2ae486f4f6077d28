// A line on a terminal that says how far the work is.

import type { StateFlow, Suspend } from 'suspendable';
import type { Progress } from './fetcher.js';

/** How often the line changes at most, in ms. */
const PERIOD = 100;

export const lineOf = ({ total, fetched, failed, requests }: Progress): string =>
  `${fetched} of ${total} fetched${failed > 0 ? `, ${failed} failed` : ''}, ${requests} requests`;

/** Writes the line whenever the progress has changed, and takes it away when it is cancelled. */
export function* showProgress(progress: StateFlow<Progress>, write: (text: string) => void): Suspend<void> {
  try {
    yield* progress.throttleLatest(PERIOD).collect((now) => write(`\r\x1b[2K${lineOf(now)}`));
  } finally {
    write('\r\x1b[2K');
  }
}
