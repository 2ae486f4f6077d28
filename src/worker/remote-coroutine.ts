import type { CoroutineContext } from '../context/context.js';
import { Coroutine } from '../coroutine/coroutine.js';
import { defaultDispatcher } from '../dispatch/event-loop-dispatcher.js';
import { STARTED } from '../job/states.js';
import type { Block } from '../suspend/continuation.js';

/** Who is told when a call has ended. */
export interface RemoteOwner {
  callEnded(coroutine: RemoteCoroutine): void;
}

/** A call that came from another thread, where its parent is. */
export class RemoteCoroutine extends Coroutine {
  /** Numbers of links that it was given. */
  links: readonly number[] = [];
  /** What the caller has cancelled it with. */
  cause: unknown = undefined;

  constructor(
    private readonly owner: RemoteOwner,
    readonly id: number,
    readonly slot: number,
    /** What is called, for messages. */
    readonly call: string,
    body: Block<never, unknown>,
  ) {
    super(defaultDispatcher, body, STARTED);
  }

  /** The elements that its caller has sent: before the function runs, and not before its module has registered their classes. */
  receiveElements(elements: CoroutineContext): void {
    this.elements = elements;
    if (this.extras !== null) this.extras.context = null; // of before
  }

  cancelBy(cause: unknown): void {
    this.cause = cause;
    this.cancelImpl(cause);
  }

  get kind(): string {
    return 'WorkerCoroutine';
  }

  /** The caller gets its failure. */
  override get isScoped(): boolean {
    return true;
  }

  override get hasAfterCompletion(): boolean {
    return true;
  }

  override afterCompletion(): void {
    this.owner.callEnded(this);
  }
}
