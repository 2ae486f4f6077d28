import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
import { type Stage, whenDone } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements without the first `count`.
     * @throws IllegalArgumentException unless `count` is a whole number of at least 0.
     */
    drop(count: number): Flow<T>;
    /** The elements from the first on that `predicate` does not hold for. Later ones are not asked about. */
    dropWhile(predicate: (value: T) => Suspend<boolean> | boolean): Flow<T>;
  }
}

class DropSink<T> implements Sink<T> {
  constructor(
    private left: number,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    if (this.left === 0) return this.target.push(value);
    this.left--;
    return undefined;
  }
}

class DropWhileSink<T> implements Sink<T>, Stage<boolean> {
  private isOpen = false;
  private value: T | undefined = undefined;

  constructor(
    private readonly predicate: (value: T) => Suspend<boolean> | boolean,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    if (this.isOpen) return this.target.push(value);
    const given = this.predicate(value);
    this.value = value;
    return isSuspend(given) ? whenDone(given as Suspend<boolean>, this) : this.after(given as boolean);
  }

  after(holds: boolean): Suspend<void> | undefined {
    const value = this.value as T;
    this.value = undefined;
    if (holds) return undefined;
    this.isOpen = true;
    return this.target.push(value);
  }
}

export const dropMethods: FlowMethods = {
  drop(count) {
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new IllegalArgumentException(`Drop count should be non-negative, but had ${describe(count)}`);
    }
    const upstream = this.source;
    return new Flow({ collectInto: (sink) => upstream.collectInto(new DropSink(count, sink)) });
  },
  dropWhile(predicate) {
    requireFunction('dropWhile', predicate);
    const upstream = this.source;
    return new Flow({ collectInto: (sink) => upstream.collectInto(new DropWhileSink(predicate, sink)) });
  },
};
