import type { Suspend } from './continuation.js';
import { returned, suspendMark } from './results.js';
import type { Resumable } from './resumable.js';
import { runningCoroutine } from './running.js';

/** A suspend call that never waits: `result` says at once what the coroutine that runs it gets, from `subject`. */
export class ReadyCall<T, S = undefined> implements Suspend<T> {
  declare readonly [suspendMark]: true;

  constructor(
    private readonly name: string,
    private readonly result: (coroutine: Resumable, subject: S) => T,
    private readonly subject: S = undefined as S,
  ) {}

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorReturnResult<T> {
    return returned(this.result(runningCoroutine(this.name), this.subject));
  }
}
(ReadyCall.prototype as { [suspendMark]: true })[suspendMark] = true;
