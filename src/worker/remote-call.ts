import type { CoroutineContext } from '../context/context.js';
import type { CoroutineBlock } from '../coroutine/coroutine-scope.js';
import { ScopeCoroutine, ScopeKind } from '../coroutine/scoped.js';
import { defaultDispatcher } from '../dispatch/event-loop-dispatcher.js';

/** Who is told when a call has ended. */
export interface RemoteOwner {
  callEnded(call: RemoteCall): void;
}

/** A call that came from another thread, where its caller is: here it runs in a scope that nobody waits for. */
export class RemoteCall extends ScopeKind {
  readonly scope: ScopeCoroutine<unknown>;
  /** Numbers of links that it was given. */
  links: readonly number[] = [];
  /** What the caller has cancelled it with. */
  cause: unknown = undefined;

  constructor(
    private readonly owner: RemoteOwner,
    readonly id: number,
    readonly slot: number,
    /** What is called, for messages. */
    what: string,
    body: CoroutineBlock<unknown>,
  ) {
    super(what, 'WorkerCoroutine');
    this.scope = new ScopeCoroutine(body, this);
    this.scope.elements = defaultDispatcher;
  }

  /** The elements that its caller has sent: before the function runs, and not before its module has registered their classes. */
  receiveElements(elements: CoroutineContext): void {
    const { scope } = this;
    scope.elements = elements;
    if (scope.extras !== null) scope.extras.context = null; // of before
  }

  cancelBy(cause: unknown): void {
    this.cause = cause;
    this.scope.cancelImpl(cause);
  }

  override afterBody(): null {
    this.afterCompletion();
    return null;
  }

  /** The caller gets its result or failure. */
  override afterCompletion(): void {
    this.owner.callEnded(this);
  }
}
