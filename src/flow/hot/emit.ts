import { CancellableSuspension } from '../../suspend/cancellable.js';
import type { Suspend, Suspension } from '../../suspend/continuation.js';
import { ArgumentOperation } from '../../suspend/operation.js';
import { returned } from '../../suspend/results.js';
import { running, runningCoroutine } from '../../suspend/running.js';
import { takeOutcome } from '../../suspend/waiting.js';
import type { Wakeable } from './waking.js';

/** Where emitters wait. */
export interface EmitterQueue<T> {
  enqueue(emitter: EmitSuspension<T>): void;
  /** The emitter does not wait any more, if it does. */
  abandon(emitter: EmitSuspension<T>): void;
}

/** Waits until the buffer has taken its value. */
export class EmitSuspension<T> extends CancellableSuspension<void> implements Wakeable {
  nextWoken: Wakeable | null = null;
  /** Its number in the queue. */
  index = -1;

  constructor(
    private readonly queue: EmitterQueue<T>,
    readonly value: T,
  ) {
    super();
  }

  protected override get what(): string {
    return 'emit';
  }

  protected override suspend(): void {
    this.queue.enqueue(this);
  }

  wake(): void {
    this.tryResume(undefined);
  }

  protected override onCancelled(): void {
    this.queue.abandon(this);
  }

  /** The buffer has the value: it is only the emitter that does not come to know it. */
  override undelivered(): void {}
}

/** What an emission is made to. */
export interface EmissionTarget<in T> {
  /** Takes the value at once, or gives the wait that ends when it is taken. */
  push(value: T): Suspend<void> | undefined;
}

/** `emit(value)` of a hot flow. */
export class EmitOperation<T> extends ArgumentOperation<T, void> {
  constructor(private readonly target: EmissionTarget<T>) {
    super();
  }

  next(): IteratorResult<Suspension, void> {
    const coroutine = running.coroutine ?? runningCoroutine('emit');
    if (coroutine.waiting !== null) return takeOutcome<void>(coroutine);
    const waiting = this.target.push(this.disarm('emit'));
    return waiting === undefined ? returned(undefined) : waiting.next();
  }
}
