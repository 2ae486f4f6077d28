import type { CoroutineContext } from '../context/context.js';
import { Coroutine } from '../coroutine/coroutine.js';
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
    elements: CoroutineContext,
    body: Block<never, unknown>,
  ) {
    super(elements, body, STARTED);
  }

  /** The elements that its caller has sent, once the module has registered their classes. */
  receiveElements(elements: CoroutineContext): void {
    this.elements = elements;
    this.extend().context = null;
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
