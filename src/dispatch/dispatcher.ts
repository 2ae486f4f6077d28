/*
 * The contract of dispatchers, for those who write their own: extend CoroutineDispatcher and say in `dispatch` where a
 * runnable runs. Order is part of it: runnables given first run first.
 */
import type { CoroutineContext, Runnable } from '../context/context.js';

export type { Runnable };

/**
 * What a dispatcher has to decide.
 * Dispatchers extend {@link CoroutineDispatcher}, which has it.
 */
export interface DispatchTarget {
  /**
   * Has `block` run later, exactly once. It must not run it within this call (say so by `isDispatchNeeded` instead), and
   * must not lose it. What it throws fails the coroutine that was to be run.
   */
  dispatch(context: CoroutineContext, block: Runnable): void;
  /** False: the coroutine may go on within the call that resumed it. */
  isDispatchNeeded(context: CoroutineContext): boolean;
}
