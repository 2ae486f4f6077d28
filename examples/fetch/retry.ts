// Tries again what may succeed later.

import { delay, type Suspend } from 'suspendable';

/** A failure after which another attempt may succeed: the server is busy, or cannot be reached. */
export class TemporaryFailure extends Error {
  override readonly name = 'TemporaryFailure';
}

export interface Patience {
  /** How often it is tried at most. */
  readonly attempts: number;
  /** The pause after the first attempt, in ms. Each further one is twice as long. */
  readonly pause: number;
}

/**
 * What `attempt` gives, tried again after a `TemporaryFailure`. Other failures are thrown at once.
 * **Cancellation** ends the attempt or the pause that is under way.
 */
export function* retry<T>({ attempts, pause }: Patience, attempt: () => Suspend<T>): Suspend<T> {
  for (let n = 1; ; n++) {
    try {
      return yield* attempt();
    } catch (error) {
      // Anything else goes on its way, a cancellation above all.
      if (!(error instanceof TemporaryFailure) || n === attempts) throw error;
    }
    yield* delay(pause * 2 ** (n - 1));
  }
}
