import type { Suspend } from '../../suspend/continuation.js';
import { collectUntilAbort } from '../abort.js';
import type { Collectable, Sink } from '../collectable.js';
import { operatorMethods } from '../derived.js';
import type { FlowMethods } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import { SafeCollector } from '../safe-collector.js';
import { AskingSink } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /** The elements up to the first that `predicate` does not hold for. That one ends the flow: its `finally` blocks run. */
    takeWhile<S extends T>(predicate: (value: T) => value is S): Flow<S>;
    takeWhile(predicate: (value: T) => Suspend<boolean> | boolean): Flow<T>;
    /**
     * Whatever `fn` emits for each element, until it returns false. That ends the flow.
     *
     * @example
     * ```ts
     * import { flowOf, run, type Suspend } from 'suspendable';
     *
     * const upToStop = flowOf('a', 'stop', 'b').transformWhile<string>(function* (text, { emit }): Suspend<boolean> {
     *   yield* emit(text);
     *   return text !== 'stop';
     * });
     * console.log(await run(() => upToStop.toList())); // [ 'a', 'stop' ]
     * ```
     */
    transformWhile<R>(fn: (value: T, collector: FlowCollector<R>) => Suspend<boolean> | boolean): Flow<R>;
  }
}

export const takeWhileMethods: FlowMethods = {
  ...operatorMethods({
    takeWhile: (upstream, sink, predicate: (value: unknown) => Suspend<boolean> | boolean) =>
      collectUntilAbort(
        upstream,
        (abort) => new AskingSink(predicate, (holds, value) => (holds ? sink.push(value) : abort.now())),
      ),
  }),
  ...operatorMethods({ transformWhile }, true),
};

function* transformWhile<T>(
  upstream: Collectable<T>,
  sink: Sink<unknown>,
  fn: (value: T, collector: FlowCollector<unknown>) => Suspend<boolean> | boolean,
): Suspend<void> {
  const collector = new SafeCollector(sink);
  yield* collectUntilAbort(
    upstream,
    (abort) =>
      new AskingSink(
        (value) => fn(value, collector),
        (goesOn) => (goesOn ? undefined : abort.now()),
      ),
  );
}
