import { IllegalStateException } from '../../internal/exceptions.js';
import { CancellableSuspension } from '../../suspend/cancellable.js';
import type { Suspend, Suspension } from '../../suspend/continuation.js';
import { SUSPENDED } from '../../suspend/results.js';
import type { Resumable } from '../../suspend/resumable.js';
import { runningCoroutine } from '../../suspend/running.js';
import { takeOutcome } from '../../suspend/waiting.js';
import type { Sink } from '../collectable.js';
import { SubscribedSink } from './subscribed-sink.js';
import type { Wakeable } from './waking.js';

/** What {@link Subscriber.takeNext} gives when there is nothing to hand on yet. */
export const NOTHING: unique symbol = Symbol('nothing');

const NEW = 0;
const RUNNING = 1;
/** Waits for the next value. */
const AWAITING = 2;
const LEFT = 3;

/**
 * A collection of a hot flow. It is the call that is `yield*`ed, the subscriber in the flow's list and each of its waits for a
 * value, so that a value costs no object.
 *
 *   NEW --next()--> RUNNING <--resumed-- AWAITING        it goes round until the collector or a cancellation throws:
 *                      |   ----no value----^   |         then it leaves the flow
 *                      +-------> LEFT <--------+
 */
export abstract class Subscriber<T> extends CancellableSuspension<never> implements Wakeable {
  nextWoken: Wakeable | null = null;
  place = -1;
  nextSubscriber: Subscriber<any> | null = null;
  previousSubscriber: Subscriber<any> | null = null;
  private stage = NEW;
  /** What is under way downstream. */
  private downstream: Suspend<void> | null = null;

  constructor(private readonly sink: Sink<T>) {
    super();
  }

  protected override get what(): string {
    return 'collect';
  }

  /** Puts it among the flow's subscribers. */
  protected abstract subscribe(): void;
  /** Takes it out again. */
  protected abstract unsubscribe(): void;
  /** The next value for the collector, or NOTHING. @throws CancellationException when the collector is cancelled. */
  protected abstract takeNext(coroutine: Resumable): T | typeof NOTHING;

  wake(): void {
    this.tryResume(undefined as never);
  }

  override next(): IteratorResult<Suspension, never> {
    const { stage } = this;
    if (stage === NEW) this.coroutine = runningCoroutine('collect');
    else if (stage === LEFT) {
      throw new IllegalStateException(
        'collect was run before: a suspend call runs once. Make a new call for another run',
      );
    }
    try {
      if (stage === NEW) this.enter();
      else if (stage === AWAITING) this.endWait();
      return this.goOn();
    } catch (thrown) {
      this.leave();
      throw thrown;
    }
  }

  /** The driver points out a misuse within the call that is under way downstream. */
  throw(error: unknown): IteratorResult<Suspension, never> {
    try {
      const result = this.downstream!.throw!(error);
      if (!result.done) return result;
      this.downstream = null;
      return this.goOn();
    } catch (thrown) {
      this.leave();
      throw thrown;
    }
  }

  private enter(): void {
    this.stage = RUNNING;
    this.subscribe();
    if (this.sink instanceof SubscribedSink) this.downstream = this.sink.onSubscription();
  }

  private leave(): void {
    this.stage = LEFT;
    this.downstream = null;
    this.unsubscribe();
  }

  private endWait(): void {
    this.stage = RUNNING;
    takeOutcome(this.coroutine);
  }

  private goOn(): IteratorResult<Suspension, never> {
    const { coroutine, sink } = this;
    for (;;) {
      const { downstream } = this;
      if (downstream !== null) {
        const result = downstream.next();
        if (!result.done) return result;
        this.downstream = null;
      }
      const value = this.takeNext(coroutine);
      if (value !== NOTHING) this.downstream = sink.push(value) ?? null;
      else {
        if (this.begin(coroutine)) {
          this.stage = AWAITING;
          return SUSPENDED;
        }
        takeOutcome(coroutine);
      }
    }
  }
}
