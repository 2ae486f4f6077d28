import type { ReceiveChannel } from '../../channel/channel.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { requireFunction } from '../../internal/require-function.js';
import { requireOptions } from '../../internal/require-options.js';
import { UnsupportedOperationException } from '../../internal/unsupported-operation-exception.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import { completed } from '../complete-flow.js';
import type { Flow } from '../flow.js';
import { emitAll } from '../safe-collector.js';
import { EmitOperation } from './emit.js';
import type { MutableSharedFlow } from './mutable-shared-flow.js';
import { SharedFlow } from './shared-flow.js';
import type { StateSource } from './source.js';
import { StateCell } from './state-cell.js';
import { StateFlow } from './state-flow.js';
import { subscriptionCountOf } from './subscription-count.js';

/**
 * How a state flow compares its values.
 *
 * @example
 * ```ts
 * import { MutableStateFlow } from 'suspendable';
 *
 * const price = new MutableStateFlow(1, { equals: (a, b) => Math.abs(a - b) < 0.01 });
 * price.value = 1.001;
 * console.log(price.value); // 1
 * ```
 */
export interface StateFlowOptions<T> {
  /** When two values count as the same, so that setting one after the other is no change: `Object.is`, unless given. */
  equals?: (former: T, latter: T) => boolean;
}

class CellStateFlow<in out T> extends StateFlow<T> implements MutableStateFlow<T> {
  declare readonly source: StateCell<T>;
  private emitting: EmitOperation<T>;

  constructor(value: T, options: StateFlowOptions<T> = {}) {
    requireOptions('MutableStateFlow', 'equals', options);
    const { equals = Object.is } = options;
    requireFunction('MutableStateFlow equals', equals);
    super(new StateCell(value, equals));
    this.emitting = new EmitOperation(this.source);
  }

  override get isMutable(): boolean {
    return true;
  }

  override get value(): T {
    return this.source.value;
  }

  override set value(value: T) {
    this.source.value = value;
  }

  compareAndSet(expected: T, value: T): boolean {
    return this.source.compareAndSet(expected, value);
  }

  update(fn: (value: T) => T): void {
    updated(this.source, 'update', fn);
  }

  updateAndGet(fn: (value: T) => T): T {
    return updated(this.source, 'updateAndGet', fn).latter;
  }

  getAndUpdate(fn: (value: T) => T): T {
    return updated(this.source, 'getAndUpdate', fn).former;
  }

  emit(value: T): Suspend<void> {
    // Taken by a call that has not run yet: that one keeps it.
    if (!this.emitting.isFree) this.emitting = new EmitOperation(this.source);
    return this.emitting.arm(value);
  }

  emitAll(source: Flow<T> | ReceiveChannel<T>): Suspend<void> {
    return emitAll(source, this.source);
  }

  tryEmit(value: T): boolean {
    this.source.value = value;
    return true;
  }

  get subscriptionCount(): StateFlow<number> {
    return subscriptionCountOf(this.source);
  }

  resetReplayCache(): void {
    throw new UnsupportedOperationException('MutableStateFlow.resetReplayCache is not supported');
  }

  asSharedFlow(): SharedFlow<T> {
    return new SharedFlow(this.source);
  }

  asStateFlow(): StateFlow<T> {
    return new StateFlow(this.source);
  }
}

function updated<T>(cell: StateCell<T>, name: string, fn: (value: T) => T): { former: T; latter: T } {
  requireFunction(name, fn);
  for (;;) {
    const former = cell.value;
    const latter = fn(former);
    if (isSuspend(latter)) {
      throw new IllegalArgumentException(
        `${name} expects a plain function from the value to the next one, but it returned a suspend call. Suspend before: const next = yield* load(); state.update(() => next)`,
      );
    }
    if (cell.compareAndSet(former, latter)) return { former, latter };
  }
}

/** A state flow whose value can be set. */
export interface MutableStateFlow<in out T> extends StateFlow<T>, MutableSharedFlow<T> {
  /** @internal */
  readonly source: StateSource<T>;
  onSubscription: StateFlow<T>['onSubscription'];
  /** The value of the moment. To set one that is equal to it changes nothing: the former stays, and nobody is told. */
  value: T;
  /** Sets `value` if the value of the moment is equal to `expected`. Returns whether it was. */
  compareAndSet(expected: T, value: T): boolean;
  /**
   * Sets the value to what `fn` makes of it. Should `fn` itself change the value, it is called again with the new one.
   * @throws IllegalArgumentException when `fn` is a suspend function.
   */
  update(fn: (value: T) => T): void;
  /** As {@link update}; returns the new value. */
  updateAndGet(fn: (value: T) => T): T;
  /** As {@link update}; returns the former value. */
  getAndUpdate(fn: (value: T) => T): T;
  /** Sets the value. Never suspends. */
  emit(value: T): Suspend<void>;
  /** Sets the value. Always true. */
  tryEmit(value: T): boolean;
  /** @throws UnsupportedOperationException always: a state has a value at any time. */
  resetReplayCache(): void;
  /** A view of this flow that can only be read. */
  asStateFlow(): StateFlow<T>;
}

/**
 * The class of mutable state flows.
 * See {@link MutableStateFlow}.
 */
export interface MutableStateFlowClass {
  new <T>(value: T, options?: StateFlowOptions<T>): MutableStateFlow<T>;
  readonly prototype: MutableStateFlow<any>;
}

/**
 * A state that can be watched.
 *
 * @example
 * ```ts
 * import { MutableStateFlow, run } from 'suspendable';
 *
 * const state = new MutableStateFlow({ count: 0 });
 * state.update(({ count }) => ({ count: count + 1 }));
 * console.log(state.value.count); // 1
 * await run(() => state.take(1).collect(({ count }) => console.log(count))); // 1
 * ```
 */
export const MutableStateFlow: MutableStateFlowClass = /* @__PURE__ */ completed(CellStateFlow);
