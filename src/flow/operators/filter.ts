import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Collectable, Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
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
class FilterSink<T> implements Sink<T>, Stage<boolean> {
  private value: T | undefined = undefined;

  constructor(
    private readonly predicate: Predicate<T>,
    private readonly wanted: boolean,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.predicate(value);
    if (!isSuspend(given)) return Boolean(given) === this.wanted ? this.target.push(value) : undefined;
    this.value = value;
    return whenDone(given as Suspend<boolean>, this);
  }

  after(holds: boolean): Suspend<void> | undefined {
    const value = this.value as T;
    this.value = undefined;
    return Boolean(holds) === this.wanted ? this.target.push(value) : undefined;
  }
}

function filter<T>(flow: Collectable<T>, predicate: Predicate<T>, wanted = true): Collectable<T> {
  return { collectInto: (sink) => flow.collectInto(new FilterSink(predicate, wanted, sink)) };
}

export const filterMethods: FlowMethods = {
  filter(predicate: Predicate<any>) {
    requireFunction('filter', predicate);
    return new Flow(filter(this.source, predicate));
  },
  filterNot(predicate) {
    requireFunction('filterNot', predicate);
    return new Flow(filter(this.source, predicate, false));
  },
  filterNotNull() {
    return new Flow(filter(this.source, (value) => value !== null && value !== undefined));
  },
  filterIsInstance(type) {
    requireFunction('filterIsInstance', type);
    return new Flow(filter(this.source, (value) => value instanceof type));
  },
};
