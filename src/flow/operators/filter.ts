import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import { type SinkMaker, sinkMethods, through } from '../derived.js';
import type { FlowMethods } from '../flow.js';
import { type Stage, whenDone } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /** The elements that `predicate` holds for. */
    filter<S extends T>(predicate: (value: T) => value is S): Flow<S>;
    filter(predicate: (value: T) => Suspend<boolean> | boolean): Flow<T>;
    /** The elements that `predicate` does not hold for. */
    filterNot(predicate: (value: T) => Suspend<boolean> | boolean): Flow<T>;
    /** The elements that are neither null nor undefined. */
    filterNotNull(): Flow<NonNullable<T>>;
    /**
     * The elements that are instances of `type`.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * const errors = flowOf<unknown>(1, new RangeError('too far'), 'text').filterIsInstance(Error);
     * await run(() => errors.collect((error) => console.log(error.message))); // too far
     * ```
     */
    filterIsInstance<S>(type: abstract new (...args: never[]) => S): Flow<S>;
  }
}

type Predicate<T> = (value: T) => Suspend<boolean> | boolean;

/** Lets through the elements for which the predicate gives what is wanted. */
class FilterSink<T> implements Sink<T>, Stage<boolean, T> {
  constructor(
    private readonly predicate: Predicate<T>,
    private readonly wanted: boolean,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.predicate(value);
    if (isSuspend(given)) return this.wait(given as Suspend<boolean>, value);
    return Boolean(given) === this.wanted ? this.target.push(value) : undefined;
  }

  // A method, for `push` to be of few bytes: see isSuspend.
  private wait(call: Suspend<boolean>, value: T): Suspend<void> | undefined {
    return whenDone(call, this, value);
  }

  after(holds: boolean, value: T): Suspend<void> | undefined {
    return Boolean(holds) === this.wanted ? this.target.push(value) : undefined;
  }
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined;

const accepting: SinkMaker<Predicate<any>> = (predicate, sink) => new FilterSink(predicate, true, sink);

export const filterMethods: FlowMethods = {
  ...sinkMethods({
    filter: accepting,
    filterNot: (predicate, sink) => new FilterSink(predicate, false, sink),
  }),
  filterNotNull() {
    return through(this, accepting, isThere);
  },
  filterIsInstance(type) {
    requireFunction('filterIsInstance', type);
    return through(this, accepting, (value) => value instanceof type);
  },
};
