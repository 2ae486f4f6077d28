import type {
  ContextOwner,
  CoroutineContext,
  Delay,
  ContinuationInterceptor as Interceptor,
  ResumeTask,
  Runnable,
  TimerTask,
} from '../context/context.js';
import { AbstractCoroutineContextElement, ContinuationInterceptor } from '../context/elements.js';
import { identityOf } from '../internal/identity.js';
import type { DispatchTarget } from './dispatcher.js';
import { enqueue, schedule } from './event-loop.js';

/** The host's time, for dispatchers that have none of their own. */
export const defaultDelay: Delay = {
  schedule(millis: number, task: TimerTask) {
    schedule(millis, task);
  },
};

/**
 * Runs everything in the thread's event loop, in the order of the dispatches.
 *
 * It needs nothing of what a CoroutineDispatcher does for those that users write, and becomes one only where that class is
 * loaded: see the end of coroutine-dispatcher.ts. So a program that names no dispatcher ships none of it.
 */
export class EventLoopDispatcher extends AbstractCoroutineContextElement implements Interceptor, DispatchTarget {
  constructor(private readonly name?: string) {
    super(ContinuationInterceptor);
  }

  get delay(): Delay {
    return defaultDelay;
  }

  get firesInPlace(): boolean {
    return true;
  }

  isDispatchNeeded(): boolean {
    return true;
  }

  dispatch(_context: CoroutineContext, block: Runnable): void {
    enqueue(block);
  }

  intercept(_owner: ContextOwner, task: ResumeTask): void {
    enqueue(task);
  }

  interceptYield(_owner: ContextOwner, task: ResumeTask): boolean {
    enqueue(task);
    return true;
  }

  override toString(): string {
    return this.name ?? `BlockingEventLoop@${identityOf(this)}`;
  }
}

/** What a coroutine runs on when its context names no dispatcher. */
export const defaultDispatcher: Interceptor = new EventLoopDispatcher('Dispatchers.Default');
