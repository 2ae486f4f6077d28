import { CoroutineStart } from '../../coroutine/coroutine-scope.js';
import { delay } from '../../coroutine/delay.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable } from '../collectable.js';
import { Flow } from '../flow.js';
import { OnePolicy, START, STOP, STOP_AND_RESET_REPLAY_CACHE, withSharing } from './sharing.js';
import type { MutableSource } from './source.js';
import type { StateFlow } from './state-flow.js';
import { subscriptionCountOf } from './subscription-count.js';

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
export const SharingCommand: {
  /** Collect the flow. */
  readonly START: 'start';
  /** End the collection. What was emitted last is kept. */
  readonly STOP: 'stop';
  /** End the collection and forget what was emitted: a state goes back to its initial value. */
  readonly STOP_AND_RESET_REPLAY_CACHE: 'stop-and-reset-replay-cache';
} = /* @__PURE__ */ withSharing({ START, STOP, STOP_AND_RESET_REPLAY_CACHE });
export type SharingCommand = (typeof SharingCommand)[keyof typeof SharingCommand];

/** When a shared flow is collected. Besides those that are there you can write your own, of commands from {@link SharingCommand}. */
export interface SharingStarted {
  /**
   * The commands that follow from the number of subscribers. A command that repeats the one before has no effect, nor has it any
   * that the flow ends; its failure ends the sharing.
   */
  command(subscriptionCount: StateFlow<number>): Flow<SharingCommand>;
}

class Eagerly extends OnePolicy implements SharingStarted {
  /** Lets subscribers come first that are started in the same turn. */
  override get start(): CoroutineStart {
    return CoroutineStart.DEFAULT;
  }

  override collect<T>(upstream: Collectable<T>, target: MutableSource<T>): Suspend<void> {
    return upstream.collectInto(target);
  }

  override command(): Flow<SharingCommand> {
    return new Flow<SharingCommand>({
      *collectInto(sink): Suspend<void> {
        const waiting = sink.push(START);
        if (waiting !== undefined) yield* waiting;
      },
    });
  }

  override toString(): string {
    return 'SharingStarted.Eagerly';
  }
}

class Lazily extends OnePolicy implements SharingStarted {
  override *collect<T>(upstream: Collectable<T>, target: MutableSource<T>): Suspend<void> {
    yield* subscriptionCountOf(target).first((count) => count > 0);
    yield* upstream.collectInto(target);
  }

  override command(subscriptionCount: StateFlow<number>): Flow<SharingCommand> {
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

  override toString(): string {
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
export const SharingStarted: SharingStartedPolicies = /* @__PURE__ */ withSharing<SharingStartedPolicies>({
  Eagerly: /* @__PURE__ */ new Eagerly(),
  Lazily: /* @__PURE__ */ new Lazily(),
  WhileSubscribed: (stopTimeout = 0, replayExpiration = Infinity) => new WhileSubscribed(stopTimeout, replayExpiration),
});
