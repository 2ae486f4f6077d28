import type { CoroutineContext } from '../context/context.js';
import { ContinuationInterceptor, EmptyCoroutineContext } from '../context/elements.js';
import { isContext } from '../coroutine/builder-arguments.js';
import type { CoroutineBlock } from '../coroutine/coroutine-scope.js';
import { parentOf } from '../coroutine/parent.js';
import { ScopeCoroutine, ScopeKind } from '../coroutine/scoped.js';
import { blockUntil } from '../dispatch/event-loop.js';
import { EventLoopDispatcher } from '../dispatch/event-loop-dispatcher.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import { CancellationException } from '../job/cancellation.js';
import { jobKey } from '../job/job.js';

/** The loop of blocked calls on this thread; nested ones share it. */
const blockingLoop = new EventLoopDispatcher();

const blocking = new ScopeKind('runBlocking', 'BlockingCoroutine');

const STUCK =
  'runBlocking cannot go on: its coroutines wait for something that only the event loop of the host could bring, ' +
  'such as a promise or I/O, and runBlocking keeps that loop from turning. Use await run(...) instead of runBlocking(...)';

/**
 * Runs `block` as a coroutine, blocks the thread until it and all its children have ended, and returns its result. While it
 * blocks it runs what is dispatched on this thread, of other coroutines too, and sleeps until the next timer.
 *
 * It does not turn the host's event loop: coroutines that wait for a promise or for I/O cannot go on under it.
 *
 * @throws the failure of the coroutine.
 * @throws IllegalStateException when only the host's event loop could bring it on; the coroutine is cancelled before and
 *   its cleanup runs. Also on a browser's main thread, which must not block.
 * @example
 * ```ts
 * import { delay, runBlocking } from 'suspendable';
 *
 * runBlocking(function* ({ launch }) {
 *   launch(function* () { yield* delay(10); console.log('World'); });
 *   console.log('Hello');
 * });
 * // prints: Hello, World
 * ```
 */
export function runBlocking<T>(block: CoroutineBlock<T>): T;
export function runBlocking<T>(context: CoroutineContext, block: CoroutineBlock<T>): T;
export function runBlocking<T>(first: CoroutineContext | CoroutineBlock<T>, second?: CoroutineBlock<T>): T {
  const context = second === undefined ? EmptyCoroutineContext : (first as CoroutineContext);
  const block = second === undefined ? first : second;
  if (!isContext(context)) {
    throw new IllegalArgumentException(
      `runBlocking expects a CoroutineContext before the block, got ${describe(context)}`,
    );
  }
  requireBlockableThread();
  const own = context.minusKey(jobKey);
  const elements = own.get(ContinuationInterceptor) === null ? own.plus(blockingLoop) : own;
  const coroutine = new ScopeCoroutine<T>(block as CoroutineBlock<T>, blocking);
  coroutine.elements = elements;
  coroutine.attachTo(parentOf(context.get(jobKey), 'runBlocking'));
  coroutine.begin('default');
  const ended = (): boolean => coroutine.isCompleted;
  if (!blockUntil(ended)) {
    // Its cleanup still gets its chance; what that cannot finish either stays behind cancelled.
    coroutine.cancel(new CancellationException(STUCK));
    blockUntil(ended);
    throw new IllegalStateException(STUCK);
  }
  if (coroutine.isCancelled) throw coroutine.result;
  return coroutine.result as T;
}

function requireBlockableThread(): void {
  // Windows of Node-like hosts (jsdom, happy-dom) have a document too, but their thread may block.
  const { document, process } = globalThis as { document?: unknown; process?: { versions?: { node?: string } } };
  if (document !== undefined && process?.versions?.node === undefined) {
    throw new IllegalStateException(
      "runBlocking must not block a browser's main thread. Use await run(...), or call it in a worker",
    );
  }
}
