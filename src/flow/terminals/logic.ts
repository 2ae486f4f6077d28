import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import { AbortFlowException, collectUntilAbort } from '../abort.js';
import type { Collectable, Sink } from '../collectable.js';
import type { FlowMethods } from '../flow.js';
import { type Stage, whenDone } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Whether `predicate` holds for an element. The first one ends the flow.
     *
     * **Suspends** until that is known. **Cancellation** of the caller ends the flow.
     */
    any(predicate: (value: T) => Suspend<boolean> | boolean): Suspend<boolean>;
    /**
     * Whether `predicate` holds for every element. The first one that it does not hold for ends the flow.
     *
     * **Suspends** until that is known. **Cancellation** of the caller ends the flow.
     */
    all(predicate: (value: T) => Suspend<boolean> | boolean): Suspend<boolean>;
    /**
     * Whether `predicate` holds for no element. The first that it holds for ends the flow.
     *
     * **Suspends** until that is known. **Cancellation** of the caller ends the flow.
     */
    none(predicate: (value: T) => Suspend<boolean> | boolean): Suspend<boolean>;
  }
}

type Predicate<T> = (value: T) => Suspend<boolean> | boolean;

/** Ends the flow when the predicate first gives `awaited`. */
class AnswerSink<T> implements Sink<T>, Stage<boolean> {
  answered = false;

  constructor(
    private readonly predicate: Predicate<T>,
    private readonly awaited: boolean,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.predicate(value);
    return isSuspend(given) ? whenDone(given as Suspend<boolean>, this) : this.after(given as boolean);
  }

  after(holds: boolean): undefined {
    // A predicate in JavaScript may give anything that is true or false.
    if (Boolean(holds) !== this.awaited) return;
    this.answered = true;
    throw AbortFlowException.of(this);
  }
}

/** Whether the predicate gives `awaited` for an element. */
function* gives<T>(flow: Collectable<T>, predicate: Predicate<T>, awaited: boolean): Suspend<boolean> {
  const sink = new AnswerSink(predicate, awaited);
  yield* collectUntilAbort(flow, sink);
  return sink.answered;
}

function* not(call: Suspend<boolean>): Suspend<boolean> {
  return !(yield* call);
}

export const logicMethods: FlowMethods = {
  any(predicate) {
    requireFunction('any', predicate);
    return gives(this, predicate, true);
  },
  all(predicate) {
    requireFunction('all', predicate);
    return not(gives(this, predicate, false));
  },
  none(predicate) {
    requireFunction('none', predicate);
    return not(gives(this, predicate, true));
  },
};
