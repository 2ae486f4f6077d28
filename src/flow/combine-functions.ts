import { requireFunction } from '../internal/require-function.js';
import type { Suspend } from '../suspend/continuation.js';
import { isSuspend } from '../suspend/results.js';
import { collectLatestOfAll, combinedFlow } from './combine.js';
import { CompleteFlow } from './complete-flow.js';
import { Flow } from './flow.js';
import type { FlowCollector } from './flow-collector.js';
import { SafeCollector } from './safe-collector.js';
import { type ElementsOf, requireFlow } from './several-flows.js';

type AnyFunction = (...values: unknown[]) => unknown;

/** What `combine` and its like were called with: flows and then a function, or a list of flows and a function of a list. */
function flowsAndFunction(taker: string, args: readonly unknown[]): { flows: Flow<unknown>[]; fn: AnyFunction } {
  const given = args[args.length - 1];
  requireFunction(taker, given);
  const fn = given as AnyFunction;
  const [first] = args;
  const isList =
    args.length === 2 &&
    !(first instanceof Flow) &&
    typeof first === 'object' &&
    first !== null &&
    Symbol.iterator in first;
  const flows = isList ? [...(first as Iterable<Flow<unknown>>)] : (args.slice(0, -1) as Flow<unknown>[]);
  for (const flow of flows) requireFlow(taker, flow);
  return {
    flows,
    fn: isList
      ? (values, ...rest) => fn([...(values as unknown[])], ...rest)
      : (values, ...rest) => fn(...(values as unknown[]), ...rest),
  };
}

/**
 * The results of `fn` for the latest elements of several flows, which are collected at the same time: once each has given one,
 * and then whenever one gives another. Of elements that come in quick succession some may be passed over. Ends when all flows
 * have ended, and at once, without any element, when there is a flow that gives none.
 *
 * The flows may be listed, and `fn` gets an element of each; or be in a list, and it gets a list.
 *
 * @throws IllegalArgumentException when one of them is no flow, or `fn` no function.
 * @example
 * ```ts
 * import { combine, flowOf, run } from 'suspendable';
 *
 * const people = combine(flowOf('Ada', 'Bob'), flowOf(36), (name, age) => `${name} is ${age}`);
 * await run(() => people.collect((text) => console.log(text))); // Ada is 36, Bob is 36
 * ```
 */
export function combine<F extends readonly Flow<unknown>[], R>(
  ...flowsAndFn: [...flows: F, fn: (...values: ElementsOf<F>) => Suspend<R> | R]
): Flow<R>;
export function combine<T, R>(flows: Iterable<Flow<T>>, fn: (values: T[]) => Suspend<R> | R): Flow<R>;
export function combine(...args: readonly unknown[]): Flow<unknown> {
  const { flows, fn } = flowsAndFunction('combine', args);
  return new CompleteFlow(combinedFlow(flows, (values) => fn(values)));
}

/**
 * As {@link combine}, but `transform` emits what it likes: any number of elements for each combination.
 *
 * @throws IllegalArgumentException when one of them is no flow, or `transform` no function.
 * @example
 * ```ts
 * import { combineTransform, type Flow, flowOf, run } from 'suspendable';
 *
 * const both: Flow<number> = combineTransform(flowOf(1), flowOf(2), function* (a, b, { emit }) {
 *   yield* emit(a);
 *   yield* emit(b);
 * });
 * await run(() => both.collect((n) => console.log(n))); // 1, 2
 * ```
 */
export function combineTransform<R, F extends readonly Flow<unknown>[]>(
  ...flowsAndTransform: [
    ...flows: F,
    transform: (
      ...valuesAndCollector: [...values: ElementsOf<F>, collector: FlowCollector<R>]
    ) => Suspend<unknown> | void,
  ]
): Flow<R>;
export function combineTransform<T, R>(
  flows: Iterable<Flow<T>>,
  transform: (values: T[], collector: FlowCollector<R>) => Suspend<unknown> | void,
): Flow<R>;
export function combineTransform(...args: readonly unknown[]): Flow<unknown> {
  const { flows, fn } = flowsAndFunction('combineTransform', args);
  return new CompleteFlow<unknown>({
    *collectInto(sink): Suspend<void> {
      const collector = new SafeCollector(sink);
      yield* collectLatestOfAll(flows, (values) => {
        const given = fn(values, collector);
        return isSuspend(given) ? (given as Suspend<void>) : undefined;
      });
    },
  });
}

/**
 * `first.zip(second, fn)` as a function: the results of `fn` for the first elements of both flows, the second ones, and so on.
 *
 * @throws IllegalArgumentException when one of them is no flow, or `fn` no function.
 * @example
 * ```ts
 * import { flowOf, run, zip } from 'suspendable';
 *
 * const pairs = zip(flowOf(1, 2, 3), flowOf('a', 'b'), (n, letter) => `${n}${letter}`);
 * await run(() => pairs.collect((pair) => console.log(pair))); // 1a, 2b
 * ```
 */
export function zip<A, B, R>(first: Flow<A>, second: Flow<B>, fn: (a: A, b: B) => Suspend<R> | R): Flow<R> {
  requireFlow('zip', first);
  return first.zip(second, fn);
}
