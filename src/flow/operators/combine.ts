import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { combinedFlow } from '../combine.js';
import { Flow, type FlowMethods } from '../flow.js';
import { requireFlow } from '../several-flows.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The results of `fn` for the latest elements of this flow and `other`, which are collected at the same time: once both have
     * given one, and then whenever one gives another. The function `combine` takes any number of flows.
     *
     * @throws IllegalArgumentException when `other` is no flow or `fn` no function.
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * const both = flowOf(1, 2).combine(flowOf('a', 'b', 'c'), (n, letter) => `${n}${letter}`);
     * await run(() => both.collect((text) => console.log(text))); // 1a, 2b, 2c
     * ```
     */
    combine<U, R>(other: Flow<U>, fn: (a: T, b: U) => Suspend<R> | R): Flow<R>;
  }
}

export const combineMethods: FlowMethods = {
  combine(other, fn) {
    requireFlow('combine', other);
    requireFunction('combine', fn);
    return new Flow(combinedFlow([this.source, other.source], (values) => fn(values[0], values[1] as never)));
  },
};
