import type { CoroutineScope } from '../coroutine/coroutine-scope.js';
import type { Job } from '../coroutine/jobs.js';
import type { Flow } from '../flow/flow.js';
import type { Suspend } from '../suspend/continuation.js';
import { suspendCancellableCoroutine } from '../suspend/suspend-cancellable.js';
import { encodeFailure } from './failures.js';
import type { LinkEnd, LinkPost } from './links.js';

/** To the home: a new collection, its end, and that its last element has been dealt with. */
export const COLLECT = 1;
export const STOP = 2;
export const NEXT = 3;
/** To the home: nobody will collect it any more. */
export const RELEASE = 6;
/** From the home: an element; the flow's end, with its failure if it has one. */
export const EMIT = 4;
export const END = 5;

/** The end of a flow's link where the flow is: collects it for the other end, each time anew. */
export class FlowHome implements LinkEnd {
  private readonly collections = new Map<number, Job>();
  private readonly goOn = new Map<number, () => void>();

  constructor(
    private readonly flow: Flow<unknown>,
    private readonly scope: CoroutineScope,
    private readonly post: LinkPost,
    private readonly leave: () => void,
  ) {}

  hear(code: number, subject: number): void {
    switch (code) {
      case COLLECT:
        this.collections.set(
          subject,
          this.scope.launch({ start: 'atomic' }, () => this.collect(subject)),
        );
        break;
      case STOP:
        this.collections.get(subject)?.cancel();
        break;
      case NEXT: {
        const goOn = this.goOn.get(subject);
        this.goOn.delete(subject);
        goOn?.();
        break;
      }
      case RELEASE:
        this.leave();
    }
  }

  private *collect(subject: number): Suspend<void> {
    let failure: unknown;
    let failed = false;
    try {
      yield* this.flow.collect((element) => this.emit(subject, element));
    } catch (thrown) {
      failure = thrown;
      failed = true;
    }
    this.goOn.delete(subject);
    this.collections.delete(subject);
    this.post(END, subject, failed ? encodeFailure(failure) : null);
  }

  /** An element is emitted when the other side is done with the one before. */
  private emit(subject: number, element: unknown): Suspend<void> {
    return suspendCancellableCoroutine((continuation) => {
      this.post(EMIT, subject, element);
      this.goOn.set(subject, () => continuation.resume(undefined));
    });
  }

  cutOff(): void {
    for (const collection of this.collections.values()) collection.cancel();
  }
}
