import { CancellableSuspension } from './cancellable.js';

/** Waits for a promise. Being cancelled stops the waiting, not what the promise stands for. */
export class PromiseWait<T> extends CancellableSuspension<T> {
  constructor(private readonly promise: PromiseLike<T>) {
    super();
  }

  protected override get what(): string {
    return 'awaitPromise';
  }

  protected override suspend(): void {
    // A cancelled wait still listens, so that a late rejection is not reported by the host as unhandled.
    this.promise.then(
      (value) => this.tryResume(value),
      (error) => this.tryResumeWithException(error),
    );
  }
}
