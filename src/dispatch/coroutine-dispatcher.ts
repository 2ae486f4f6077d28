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

/**
 * A view of another dispatcher. At most `parallelism` workers go on that dispatcher, each with the runnable that it was
 * made for, and drain the queue of those that came later. While a place is free the queue is empty.
 */
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
    if (this.workers < this.parallelism) {
      this.workers++;
      this.turn(new LimitedWorker(this, block), false);
    } else this.queue.push(block);
  }

  override limitedParallelism(parallelism: number, name?: string): CoroutineDispatcher {
    requireParallelism(parallelism);
    return parallelism >= this.parallelism && name === undefined
      ? this
      : new LimitedDispatcher(this, parallelism, name);
  }

  /** Asks for a turn on the dispatcher below. If that fails the place is free again; who dispatched is told, a queued runnable waits on. */
  private turn(worker: LimitedWorker, queued: boolean): void {
    try {
      this.base.dispatch(this, worker);
    } catch (thrown) {
      this.workers--;
      if (queued) this.queue.push(worker.next);
      throw thrown;
    }
  }

  /** Runs the worker's runnable and those in the queue, until it is empty or others below must have their turn. */
  drain(worker: LimitedWorker): void {
    for (let done = 1; ; done++) {
      try {
        worker.next.run();
      } catch (thrown) {
        handleCoroutineException(EmptyCoroutineContext, thrown);
      }
      const next = this.queue.shift();
      if (!next) {
        this.workers--;
        return;
      }
      worker.next = next;
      if (done >= FAIR_BATCH && this.base.isDispatchNeeded(this)) {
        this.turn(worker, true);
        return;
      }
    }
  }

  override toString(): string {
    return this.name ?? `${this.base}.limitedParallelism(${this.parallelism})`;
  }
}

class LimitedWorker implements Runnable {
  constructor(
    private readonly view: LimitedDispatcher,
    public next: Runnable,
  ) {}

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
