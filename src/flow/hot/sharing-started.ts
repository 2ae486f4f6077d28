import { delay } from '../../coroutine/delay.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import { Flow } from '../flow.js';
import type { StateFlow } from './state-flow.js';

/**
 * What is to become of the collection that `shareIn` and `stateIn` share.
 *
 * @example
 * ```ts
 * import { type SharingStarted, SharingCommand } from 'suspendable';
 *
 * // Collects while there are two subscribers or more.
 * const inCompany: SharingStarted = {
 *   command: (subscriptionCount) =>
 *     subscriptionCount.map((count) => (count >= 2 ? SharingCommand.START : SharingCommand.STOP)).distinctUntilChanged(),
 * };
 * console.log(typeof inCompany.command); // function
 * ```
 */
export const SharingCommand = {
  /** Collect the flow. */
  START: 'start',
  /** End the collection. What was emitted last is kept. */
  STOP: 'stop',
  /** End the collection and forget what was emitted: a state goes back to its initial value. */
  STOP_AND_RESET_REPLAY_CACHE: 'stop-and-reset-replay-cache',
} as const;
export type SharingCommand = (typeof SharingCommand)[keyof typeof SharingCommand];

const { START, STOP, STOP_AND_RESET_REPLAY_CACHE } = SharingCommand;

/** When a shared flow is collected. Besides those that are there you can write your own. */
export interface SharingStarted {
  /**
   * The commands that follow from the number of subscribers. A command that repeats the one before has no effect, nor has it any
   * that the flow ends; its failure ends the sharing.
   */
  command(subscriptionCount: StateFlow<number>): Flow<SharingCommand>;
}

class Eagerly implements SharingStarted {
  command(): Flow<SharingCommand> {
    return new Flow<SharingCommand>({
      *collectInto(sink): Suspend<void> {
        const waiting = sink.push(START);
        if (waiting !== undefined) yield* waiting;
      },
    });
  }

  toString(): string {
    return 'SharingStarted.Eagerly';
  }
}

class Lazily implements SharingStarted {
  command(subscriptionCount: StateFlow<number>): Flow<SharingCommand> {
    return new Flow<SharingCommand>({
      collectInto(sink) {
        let started = false;
        return subscriptionCount.collectInto({
          push(count) {
            if (started || count === 0) return undefined;
            started = true;
            return sink.push(START);
          },
        });
      },
    });
  }

  toString(): string {
    return 'SharingStarted.Lazily';
  }
}

class WhileSubscribed implements SharingStarted {
  constructor(
    private readonly stopTimeout: number,
    private readonly replayExpiration: number,
  ) {
    checkTime('stopTimeout', stopTimeout);
    checkTime('replayExpiration', replayExpiration);
  }

  command(subscriptionCount: StateFlow<number>): Flow<SharingCommand> {
    const { stopTimeout, replayExpiration } = this;
    return subscriptionCount
      .transformLatest<SharingCommand>(function* (count, { emit }) {
        if (count > 0) yield* emit(START);
        else {
          yield* delay(stopTimeout);
          if (replayExpiration > 0) {
            yield* emit(STOP);
            yield* delay(replayExpiration);
          }
          yield* emit(STOP_AND_RESET_REPLAY_CACHE);
        }
      })
      .dropWhile((command) => command !== START)
      .distinctUntilChanged();
  }

  toString(): string {
    const given: string[] = [];
    if (this.stopTimeout > 0) given.push(`stopTimeout=${this.stopTimeout}ms`);
    if (this.replayExpiration < Infinity) given.push(`replayExpiration=${this.replayExpiration}ms`);
    return `SharingStarted.WhileSubscribed(${given.join(', ')})`;
  }
}

function checkTime(name: string, ms: number): void {
  if (typeof ms !== 'number' || Number.isNaN(ms)) {
    throw new IllegalArgumentException(`${name} should be a number of milliseconds, but was ${describe(ms)}`);
  }
  if (ms < 0) throw new IllegalArgumentException(`${name}(${ms} ms) cannot be negative`);
}

/**
 * The policies for sharing.
 * See {@link SharingStarted}.
 */
export interface SharingStartedPolicies {
  /** At once and for ever. The first values may come before the first subscriber. */
  readonly Eagerly: SharingStarted;
  /** When the first subscriber comes, and then for ever. */
  readonly Lazily: SharingStarted;
  /**
   * While there are subscribers. `stopTimeout` ms after the last one has left, 0 unless given, the collection ends; the next
   * subscriber has it begin anew. `replayExpiration` ms after that, never unless given, the values that were kept are forgotten.
   *
   * @throws IllegalArgumentException when one of them is negative.
   */
  WhileSubscribed(stopTimeout?: number, replayExpiration?: number): SharingStarted;
}

/**
 * When the flow that is shared by `shareIn` and `stateIn` is collected.
 *
 * @example
 * ```ts
 * import { CoroutineScope, delay, flow, Job, run, SharingStarted } from 'suspendable';
 *
 * const answers = flow<number>(function* ({ emit }) { console.log('asked'); yield* emit(42); });
 * await run(function* () {
 *   const sharing = new CoroutineScope(new Job());
 *   const shared = answers.shareIn(sharing, SharingStarted.WhileSubscribed());
 *   for (let i = 0; i < 2; i++) {
 *     yield* shared.take(1).collect((n) => console.log(n)); // asked, 42, asked, 42
 *     yield* delay(50);
 *   }
 *   sharing.cancel();
 * });
 * ```
 */
export const SharingStarted: SharingStartedPolicies = {
  Eagerly: new Eagerly(),
  Lazily: new Lazily(),
  WhileSubscribed: (stopTimeout = 0, replayExpiration = Infinity) => new WhileSubscribed(stopTimeout, replayExpiration),
};
