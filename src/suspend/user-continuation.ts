import { IllegalStateException } from '../internal/exceptions.js';
import { textOf } from '../internal/text-of.js';
import { CancellableSuspension } from './cancellable.js';
import type { Continuation } from './continuation.js';

/** A suspension that users' code resumes: doing so twice is a mistake, doing so after a cancellation is not. */
export abstract class UserContinuation<T> extends CancellableSuspension<T> implements Continuation<T> {
  /** Cancelled before it was resumed. */
  isCancelled = false;
  /** Resumed after it was cancelled, which is ignored once. */
  private late = false;

  get isCompleted(): boolean {
    return this.coroutine !== null && !this.isActive;
  }

  override cancel(cause?: unknown): boolean {
    if (!this.isActive) return false;
    this.isCancelled = true;
    return super.cancel(cause);
  }

  resume(value: T): void {
    if (!this.tryResume(value)) this.ignoreOnce(`the value ${textOf(value)}`);
  }

  resumeWithException(error: unknown): void {
    if (!this.tryResumeWithException(error)) this.ignoreOnce(`the exception ${textOf(error)}`);
  }

  private ignoreOnce(proposed: string): void {
    if (!this.isCancelled || this.late) {
      throw new IllegalStateException(`Already resumed, but proposed with ${proposed}: a continuation is resumed once`);
    }
    this.late = true;
  }
}
