import type { CoroutineBlock, CoroutineScope } from '../coroutine/coroutine-scope.js';
import { ScopeCoroutine, ScopeKind } from '../coroutine/scoped.js';
import { named } from '../internal/exceptions.js';
import { CancellationException } from '../job/cancellation.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Collectable, Sink } from './collectable.js';
import { SafeCollector } from './safe-collector.js';

/** Cancels one child of a {@link flowScope} and not the others with it. */
export class ChildCancelledException extends CancellationException {
  constructor() {
    super('Child of the scoped flow was cancelled');
  }
}
named('ChildCancelledException', ChildCancelledException);

class FlowScopeKind extends ScopeKind {
  override endsWithChild(cause: unknown): boolean {
    return !(cause instanceof ChildCancelledException);
  }
}
const flowScopeKind = new FlowScopeKind('flowScope', 'FlowCoroutine');

/**
 * As `coroutineScope`, but a child that is cancelled ends all of it: the children are parts of one flow, and a flow that throws
 * a cancellation has ended with it.
 */
export function flowScope<T>(block: CoroutineBlock<T>): Suspend<T> {
  return new ScopeCoroutine<T>(block, flowScopeKind);
}

/** A flow whose `block` runs in a {@link flowScope}, pushing to the sink it is given. */
export function scopedFlow<T>(block: (scope: CoroutineScope, sink: Sink<T>) => Suspend<void>): Collectable<T> {
  return { collectInto: (sink) => flowScope((scope) => block(scope, new SafeCollector(sink))) };
}
