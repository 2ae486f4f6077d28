import type {
  ContextOwner,
  CoroutineContext,
  Delay,
  ContinuationInterceptor as Interceptor,
  ResumeTask,
  Runnable,
} from '../context/context.js';
import {
  AbstractCoroutineContextElement,
  ContinuationInterceptor,
  EmptyCoroutineContext,
} from '../context/elements.js';
import { handleCoroutineException } from '../context/handle-exception.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { identityOf } from '../internal/identity.js';
import { RingBuffer } from '../internal/ring-buffer.js';
import type { DispatchTarget } from './dispatcher.js';
import { EventLoopDispatcher } from './event-loop-dispatcher.js';
import { runUnconfined, yieldUnconfined } from './unconfined.js';

/** In the context of a dispatch by `yieldNow`: tells {@link Dispatchers.Unconfined}, however wrapped, what it is for. */
export class YieldMark extends AbstractCoroutineContextElement {
  wasUnconfined = false;

  constructor() {
    super(YieldMark);
  }
}

/**
 * Base of all dispatchers. To write one, say in {@link dispatch} where a runnable runs.
 *
 * @example
 * ```ts
 * import { CoroutineDispatcher, type CoroutineContext, run, type Runnable } from 'suspendable';
 *
 * class Microtasks extends CoroutineDispatcher {
 *   dispatch(_context: CoroutineContext, block: Runnable) { queueMicrotask(() => block.run()); }
 * }
 * await run(() => console.log('in a microtask'), { context: new Microtasks() });
 * ```
 */
export abstract class CoroutineDispatcher
  extends AbstractCoroutineContextElement
  implements Interceptor, DispatchTarget
{
  constructor() {
    super(ContinuationInterceptor);
  }

  /**
   * Has `block` run later, exactly once and in the order of the calls.
   * What it throws fails the coroutine that was to be run.
   */
  abstract dispatch(context: CoroutineContext, block: Runnable): void;

  /**
   * False: a coroutine resumed now may go on within the call that resumed it. True unless overridden.
   *
   * @example
   * ```ts
   * import { CoroutineDispatcher, type CoroutineContext, run, type Runnable } from 'suspendable';
   *
   * class AtOnce extends CoroutineDispatcher {
   *   override isDispatchNeeded(): boolean { return false; }
   *   dispatch(_context: CoroutineContext, block: Runnable) { queueMicrotask(() => block.run()); } // for yieldNow
   * }
   * await run(function* ({ launch }) {
   *   launch(new AtOnce(), () => console.log('the child'));
   *   console.log('the parent');
   * });
   * // prints: the child, the parent
   * ```
   */
  isDispatchNeeded(_context: CoroutineContext): boolean {
    return true;
  }

  /** @internal */
  get delay(): Delay | undefined {
    return undefined;
  }

  /** @internal */
  get firesInPlace(): boolean {
    return false;
  }

  /** @internal */
  intercept(owner: ContextOwner, task: ResumeTask): void {
    const { coroutineContext } = owner;
    try {
      if (this.isDispatchNeeded(coroutineContext)) {
        this.dispatch(coroutineContext, task);
        return;
      }
    } catch (thrown) {
      task.rejected(thrown);
      return;
    }
    runUnconfined(task);
  }

  /** @internal */
  interceptYield(owner: ContextOwner, task: ResumeTask): boolean {
    const { coroutineContext } = owner;
    if (this.isDispatchNeeded(coroutineContext)) {
      this.dispatch(coroutineContext, task);
      return true;
    }
    const mark = new YieldMark();
    this.dispatch(coroutineContext.plus(mark), task);
    return mark.wasUnconfined ? yieldUnconfined(task) : true;
  }

  /**
   * A view of this dispatcher on which at most `parallelism` runnables are between their start and their next suspension
   * at once. Views of one dispatcher are independent of each other. It is no mutex: a coroutine that suspends gives its
   * place to others.
   *
   * @throws IllegalArgumentException unless `parallelism` is a whole number of at least 1.
   */
  limitedParallelism(parallelism: number, name?: string): CoroutineDispatcher {
    requireParallelism(parallelism);
    return new LimitedDispatcher(this, parallelism, name);
  }

  override toString(): string {
    return `${this.constructor.name}@${identityOf(this)}`;
  }
}

export function requireParallelism(parallelism: number): void {
  if (!(Number.isInteger(parallelism) && parallelism >= 1) && parallelism !== Infinity) {
    throw new IllegalArgumentException(`Expected a parallelism of at least 1, but got ${describe(parallelism)}`);
  }
}

/** How many runnables one turn on the dispatcher below may run before the others there get theirs. */
const FAIR_BATCH = 16;

/** A view of another dispatcher: a queue of its own, drained by at most `parallelism` runnables on that dispatcher. */
export class LimitedDispatcher extends CoroutineDispatcher {
  private readonly queue = new RingBuffer<Runnable>();
  private workers = 0;

  constructor(
    /** @internal */
    readonly base: CoroutineDispatcher,
    /** @internal */
    readonly parallelism: number,
    private readonly name?: string,
  ) {
    super();
  }

  override get delay(): Delay | undefined {
    return this.base.delay;
  }

  dispatch(_context: CoroutineContext, block: Runnable): void {
    this.queue.push(block);
    if (this.workers >= this.parallelism) return;
    this.workers++;
    try {
      this.base.dispatch(this, new LimitedWorker(this));
    } catch (thrown) {
      this.workers--; // the place is free again; the runnable waits for the next dispatch
      throw thrown;
    }
  }

  override limitedParallelism(parallelism: number, name?: string): CoroutineDispatcher {
    requireParallelism(parallelism);
    return parallelism >= this.parallelism && name === undefined
      ? this
      : new LimitedDispatcher(this, parallelism, name);
  }

  /** One turn on the dispatcher below. */
  drain(worker: LimitedWorker): void {
    for (let done = 0; done < FAIR_BATCH; done++) {
      const next = this.queue.shift();
      if (next === undefined) {
        this.workers--;
        return;
      }
      try {
        next.run();
      } catch (thrown) {
        handleCoroutineException(EmptyCoroutineContext, thrown);
      }
    }
    this.workers--;
    if (this.queue.size === 0) return;
    this.base.dispatch(this, worker);
    this.workers++; // only now: had the dispatcher thrown, the place would be lost
  }

  override toString(): string {
    return this.name ?? `${this.base}.limitedParallelism(${this.parallelism})`;
  }
}

class LimitedWorker implements Runnable {
  constructor(private readonly view: LimitedDispatcher) {}

  run(): void {
    this.view.drain(this);
  }
}

// The event loop's own dispatchers were made without this class, so that not every program ships it.
Object.setPrototypeOf(EventLoopDispatcher.prototype, CoroutineDispatcher.prototype);

/** A dispatcher of this thread's event loop. */
export function eventLoopDispatcher(name: string): CoroutineDispatcher {
  return new EventLoopDispatcher(name) as object as CoroutineDispatcher;
}
