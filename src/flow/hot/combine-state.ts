import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { runningCoroutine } from '../../suspend/running.js';
import type { Sink } from '../collectable.js';
import { combinedFlow } from '../combine.js';
import type { ElementsOf } from '../several-flows.js';
import { DerivedState } from './derived-state.js';
import { StateFlow } from './state-flow.js';
import { SubscribedSink } from './subscribed-sink.js';

/** What a function makes of several states. */
class CombinedState<T> extends DerivedState<T> {
  constructor(
    private readonly states: readonly StateFlow<unknown>[],
    fn: (...values: any[]) => T,
  ) {
    super('combineState', fn);
  }

  protected override read(): readonly unknown[] {
    return this.states.map(({ value }) => value);
  }

  protected override *watch(changes: Sink<unknown>): Suspend<void> {
    if (changes instanceof SubscribedSink) yield* changes.onSubscription();
    const checked: Sink<unknown> = {
      push: (change) => {
        runningCoroutine('collect').ensureActive();
        return changes.push(change);
      },
    };
    const waiting = checked.push(undefined);
    if (waiting !== undefined) yield* waiting;
    // The combination tells when one has changed; what is then given is computed from what they all are at that moment.
    yield* combinedFlow(this.states, () => undefined).collectInto(checked);
  }
}

/**
 * A state that `fn` computes from several states. It has its value at any time, without being collected: an addition to Kotlin,
 * where `combine` gives a flow that has none.
 *
 * `fn` is a plain function, called when somebody looks and one of the states has changed since. A subscriber that is slow skips
 * what came and went meanwhile; it never gets the same value twice in a row.
 *
 * @throws IllegalArgumentException when one of them is no state flow, there is none, or `fn` is no function.
 * @example
 * ```ts
 * import { combineState, MutableStateFlow } from 'suspendable';
 *
 * const price = new MutableStateFlow(20);
 * const count = new MutableStateFlow(2);
 * const total = combineState(price, count, (price, count) => price * count);
 * count.value = 3;
 * console.log(total.value); // 60
 * ```
 */
export function combineState<S extends readonly StateFlow<unknown>[], R>(
  ...statesAndFn: [...states: S, fn: (...values: ElementsOf<S>) => R]
): StateFlow<R> {
  const states = statesAndFn.slice(0, -1) as StateFlow<unknown>[];
  const fn = statesAndFn[statesAndFn.length - 1] as (...values: unknown[]) => R;
  requireFunction('combineState', fn);
  if (states.length === 0) throw new IllegalArgumentException('combineState expects at least one state flow');
  for (const state of states) {
    if (!(state instanceof StateFlow)) {
      throw new IllegalArgumentException(`combineState expects state flows, got ${describe(state)}`);
    }
  }
  return new StateFlow(new CombinedState(states, fn));
}
