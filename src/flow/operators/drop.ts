import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import { type SinkMaker, sinkMethods, through } from '../derived.js';
import type { FlowMethods } from '../flow.js';
import { AskingSink } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements without the first `count`.
     * @throws IllegalArgumentException unless `count` is a whole number of at least 0, or Infinity.
     */
    drop(count: number): Flow<T>;
    /** The elements from the first on that `predicate` does not hold for. Later ones are not asked about. */
    dropWhile(predicate: (value: T) => Suspend<boolean> | boolean): Flow<T>;
  }
}

export const dropMethods: FlowMethods = {
  drop(count) {
    if (!((Number.isInteger(count) || count === Infinity) && count >= 0)) {
      throw new IllegalArgumentException(`Drop count should be non-negative, but had ${describe(count)}`);
    }
    return through(this, dropping, count);
  },
  ...sinkMethods({
    dropWhile(predicate: (value: unknown) => Suspend<boolean> | boolean, sink) {
      let isOpen = false;
      return new AskingSink(
        (value) => !isOpen && predicate(value),
        (drops, value) => {
          if (drops) return undefined;
          isOpen = true;
          return sink.push(value);
        },
      );
    },
  }),
};

const dropping: SinkMaker<number> = (count, sink) => {
  let left = count;
  return { push: (value) => (left > 0 ? void left-- : sink.push(value)) };
};
