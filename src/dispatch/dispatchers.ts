import type { ContextOwner, CoroutineContext, Delay, ResumeTask, Runnable } from '../context/context.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { UnsupportedOperationException } from '../internal/unsupported-operation-exception.js';
import { CoroutineDispatcher, eventLoopDispatcher, requireParallelism, YieldMark } from './coroutine-dispatcher.js';
import { defaultDispatcher } from './event-loop-dispatcher.js';
import { runUnconfined, yieldUnconfined } from './unconfined.js';

class UnconfinedDispatcher extends CoroutineDispatcher {
  override isDispatchNeeded(): boolean {
    return false;
  }

  override intercept(_owner: ContextOwner, task: ResumeTask): void {
    runUnconfined(task);
  }

  override interceptYield(_owner: ContextOwner, task: ResumeTask): boolean {
    return yieldUnconfined(task);
  }

  dispatch(context: CoroutineContext): void {
    const mark = context.get(YieldMark);
    if (mark === null) {
      throw new UnsupportedOperationException(
        'Dispatchers.Unconfined.dispatch can only be used by yieldNow. A dispatcher that wraps it must pass isDispatchNeeded on to it',
      );
    }
    mark.wasUnconfined = true;
  }

  override limitedParallelism(): CoroutineDispatcher {
    throw new UnsupportedOperationException('limitedParallelism is not supported for Dispatchers.Unconfined');
  }

  override toString(): string {
    return 'Dispatchers.Unconfined';
  }
}

/**
 * The dispatcher of a thread with a user interface; `immediate` skips the dispatch when already there.
 *
 * @example
 * ```ts
 * import { Dispatchers, MainCoroutineDispatcher, run } from 'suspendable';
 *
 * console.log(Dispatchers.Main instanceof MainCoroutineDispatcher); // true
 * await run(function* ({ launch }) {
 *   launch(Dispatchers.Main, () => console.log('in turn'));
 *   launch(Dispatchers.Main.immediate, () => console.log('at once'));
 * }, { context: Dispatchers.Main });
 * // prints: true, at once, in turn
 * ```
 */
export abstract class MainCoroutineDispatcher extends CoroutineDispatcher {
  /** The same dispatcher, on which code that is there already goes on without a dispatch. */
  abstract get immediate(): MainCoroutineDispatcher;
}

/** What {@link Dispatchers.Main} does until a test puts another dispatcher in its place. */
class MainDispatcher extends MainCoroutineDispatcher {
  private current: CoroutineDispatcher = eventLoopDispatcher('Dispatchers.Main');

  constructor(private readonly main: MainDispatcher | null) {
    super();
  }

  get immediate(): MainCoroutineDispatcher {
    const { replacement } = main;
    return replacement instanceof MainCoroutineDispatcher ? replacement.immediate : immediate;
  }

  /** The dispatcher that does the work. */
  private get target(): CoroutineDispatcher {
    return (this.main ?? this).current;
  }

  replace(dispatcher: CoroutineDispatcher | null): void {
    if (dispatcher === this || dispatcher === immediate) {
      throw new IllegalArgumentException('Dispatchers.setMain(Dispatchers.Main): Main cannot stand in for itself');
    }
    this.replaced = dispatcher !== null;
    this.current = dispatcher ?? eventLoopDispatcher('Dispatchers.Main');
  }

  replaced = false;

  get replacement(): CoroutineDispatcher | null {
    return this.replaced ? this.current : null;
  }

  override get delay(): Delay | undefined {
    return this.target.delay;
  }

  override get firesInPlace(): boolean {
    return this.target.firesInPlace;
  }

  override isDispatchNeeded(context: CoroutineContext): boolean {
    // With the host's loop as Main this code runs on Main by definition.
    if (this.main !== null && !this.main.replaced) return false;
    return this.target.isDispatchNeeded(context);
  }

  dispatch(context: CoroutineContext, block: Runnable): void {
    this.target.dispatch(context, block);
  }

  override limitedParallelism(parallelism: number): CoroutineDispatcher {
    requireParallelism(parallelism);
    return this; // one thread is the tightest limit there is
  }

  override toString(): string {
    return this.main === null ? 'Dispatchers.Main' : 'Dispatchers.Main.immediate';
  }
}

const main = new MainDispatcher(null);
const immediate = new MainDispatcher(main);

/** What stands in for {@link Dispatchers.Main}, if anything does. */
export function mainReplacement(): CoroutineDispatcher | null {
  return main.replacement;
}

/**
 * The dispatchers.
 *
 * | dispatcher | for |
 * | --- | --- |
 * | `Default` | CPU-bound work |
 * | `Main` | UI and ordinary asynchronous work: the thread's own event loop |
 * | `IO` | calls that block a thread |
 * | `Unconfined` | goes on in the resumer's call |
 *
 * A closure cannot leave its thread, so a block on `Default` or `IO` runs on this thread's event loop, in turn with others.
 *
 * @example
 * ```ts
 * import { currentCoroutineContext, ContinuationInterceptor, Dispatchers, run, withContext } from 'suspendable';
 *
 * const where = () => String(currentCoroutineContext().get(ContinuationInterceptor));
 * await run(function* () {
 *   console.log(where()); // Dispatchers.Default
 *   console.log(yield* withContext(Dispatchers.IO, where)); // Dispatchers.IO
 * });
 * ```
 */
export const Dispatchers = {
  /** For CPU-bound work. What a coroutine runs on when its context names no dispatcher. */
  Default: defaultDispatcher as object as CoroutineDispatcher,

  /** The thread's own event loop. Coroutines on it never keep host timers, I/O or rendering from their turn. */
  Main: main as MainCoroutineDispatcher,

  /** For calls that block a thread. */
  IO: eventLoopDispatcher('Dispatchers.IO'),

  /**
   * Runs a coroutine in the call that starts or resumes it, up to its next suspension. One resumed from within another
   * unconfined one waits until that has suspended, so resumptions never nest.
   */
  Unconfined: new UnconfinedDispatcher() as CoroutineDispatcher,

  /**
   * Puts `dispatcher` in the place of `Main`, for tests.
   * @throws IllegalArgumentException when it is `Main` itself.
   */
  setMain(dispatcher: CoroutineDispatcher): void {
    if (!(dispatcher instanceof CoroutineDispatcher)) {
      throw new IllegalArgumentException(
        `Dispatchers.setMain expects a CoroutineDispatcher, got ${describe(dispatcher)}. Write Dispatchers.setMain(new StandardTestDispatcher())`,
      );
    }
    main.replace(dispatcher);
  },

  /** Undoes {@link Dispatchers.setMain}. */
  resetMain(): void {
    main.replace(null);
  },
};
