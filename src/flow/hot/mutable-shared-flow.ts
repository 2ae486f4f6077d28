import type { ReceiveChannel } from '../../channel/channel.js';
import type { Suspend } from '../../suspend/continuation.js';
import { completed } from '../complete-flow.js';
import type { Flow } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import { emitAll } from '../safe-collector.js';
import { EmitOperation } from './emit.js';
import type { SharedBuffer } from './shared-buffer.js';
import { SharedFlow } from './shared-flow.js';
import { bufferOf, type SharedFlowOptions } from './shared-flow-options.js';
import type { StateFlow } from './state-flow.js';
import { subscriptionCountOf } from './subscription-count.js';

class BufferedSharedFlow<in out T> extends SharedFlow<T> implements MutableSharedFlow<T> {
  declare readonly source: SharedBuffer<T>;
  private emitting: EmitOperation<T>;

  constructor(options: SharedFlowOptions = {}) {
    super(bufferOf(options));
    this.emitting = new EmitOperation(this.source);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A mutable state flow is a mutable shared flow, too, and classes have but one parent.
    if (this === BufferedSharedFlow) return value instanceof SharedFlow && value.isMutable;
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }

  override get isMutable(): boolean {
    return true;
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
    return this.source.tryEmit(value);
  }

  get subscriptionCount(): StateFlow<number> {
    return subscriptionCountOf(this.source);
  }

  resetReplayCache(): void {
    this.source.resetReplayCache();
  }

  asSharedFlow(): SharedFlow<T> {
    return new SharedFlow(this.source);
  }
}

/** A shared flow that can be emitted to. */
export interface MutableSharedFlow<in out T> extends SharedFlow<T>, FlowCollector<T> {
  /**
   * Emits a value to all subscribers. Without subscribers it only goes into the replay cache.
   *
   * **Suspends** while the buffer is full because of a subscriber that is behind, unless `onBufferOverflow` says to drop a value
   * instead. Emitters that wait go on in the order of their arrival.
   *
   * **Cancellation** ends the wait and takes the value back. A value that needs no wait is emitted without looking at it.
   */
  emit(value: T): Suspend<void>;
  /**
   * Emits a value if that needs no wait. Returns whether it did. To drop a value as `onBufferOverflow` says counts as emitted.
   * Without a buffer it is false as soon as there is a subscriber.
   */
  tryEmit(value: T): boolean;
  /**
   * The number of subscribers. As a flow it tells every change, also those that are followed by another one at once.
   */
  readonly subscriptionCount: StateFlow<number>;
  /** Empties the replay cache. Subscribers that are behind still get the values that they have not got yet. */
  resetReplayCache(): void;
  /** A view of this flow that can only be read. */
  asSharedFlow(): SharedFlow<T>;
}

/**
 * The class of mutable shared flows.
 * See {@link MutableSharedFlow}.
 */
export interface MutableSharedFlowClass {
  /**
   * @throws IllegalArgumentException when a size is negative or no whole number, or when values are to be dropped from a buffer
   *   of size 0.
   */
  new <T>(options?: SharedFlowOptions): MutableSharedFlow<T>;
  readonly prototype: MutableSharedFlow<any>;
}

/**
 * A hot flow that values are emitted to: an event bus.
 *
 * @example
 * ```ts
 * import { MutableSharedFlow, run } from 'suspendable';
 *
 * const events = new MutableSharedFlow<number>({ replay: 2 });
 * await run(function* () {
 *   for (let i = 1; i <= 3; i++) yield* events.emit(i);
 *   yield* events.take(2).collect((n) => console.log(n)); // 2, 3
 * });
 * ```
 */
export const MutableSharedFlow: MutableSharedFlowClass = /* @__PURE__ */ completed(BufferedSharedFlow);
