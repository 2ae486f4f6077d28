import type { CoroutineContext } from '../context/context.js';
import { EmptyCoroutineContext } from '../context/elements.js';
import { Dispatchers } from '../dispatch/dispatchers.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import type { CancellationException } from '../job/cancellation.js';
import { jobKey } from '../job/job.js';
import { isContext } from './builder-arguments.js';
import { Job, SupervisorJob } from './completable-job.js';
import { ContextScope } from './context-scope.js';
import { builders } from './coroutine.js';
import type { CoroutineScope as CoroutineScopeType } from './coroutine-scope.js';

class CoroutineScopeImpl extends ContextScope {
  /** Coroutines are scopes too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && 'coroutineContext' in value && 'launch' in value;
  }

  constructor(context: CoroutineContext) {
    if (!isContext(context)) {
      throw new IllegalArgumentException(
        `new CoroutineScope expects a CoroutineContext, got ${describe(context)}. Write new CoroutineScope(Dispatchers.Main)`,
      );
    }
    super(builders, context.get(jobKey) === null ? context.plus(new Job()) : context);
  }
}

/** The class of scopes. See {@link CoroutineScope}. */
export interface CoroutineScopeClass {
  new (context: CoroutineContext): CoroutineScopeType;
  readonly prototype: CoroutineScopeType;
}

/**
 * A scope with a lifecycle of its own, for coroutines that belong to something that is no coroutine: a page, a connection.
 * Without a job in `context` it gets a new one. Nothing waits for the scope's coroutines except its `cancel` and
 * `[Symbol.asyncDispose]`.
 *
 * @throws IllegalArgumentException when `context` is no context.
 * @example
 * ```ts
 * import { CoroutineScope, delay, Dispatchers, SupervisorJob } from 'suspendable';
 *
 * class Page {
 *   private readonly scope = new CoroutineScope(new SupervisorJob().plus(Dispatchers.Main));
 *   open() { this.scope.launch(function* () { yield* delay(1000); console.log('shown'); }); }
 *   close() { this.scope.cancel(); }
 * }
 * const page = new Page();
 * page.open();
 * page.close();
 * ```
 */
export const CoroutineScope: CoroutineScopeClass = CoroutineScopeImpl;
export interface CoroutineScope extends CoroutineScopeType {}

/**
 * A scope for a user interface: coroutines on `Dispatchers.Main` that fail each for itself.
 *
 * @example
 * ```ts
 * import { MainScope } from 'suspendable';
 *
 * class Page {
 *   private readonly scope = MainScope();
 *   load() { this.scope.launch(() => console.log('loaded')); }
 *   close() { this.scope.cancel(); }
 * }
 * const page = new Page();
 * page.load();
 * setTimeout(() => page.close(), 1);
 * ```
 */
export function MainScope(): CoroutineScope {
  return new CoroutineScope(new SupervisorJob().plus(Dispatchers.Main));
}

/** A scope that has a job only if its context brings one. */
class JoblessScope extends ContextScope {
  constructor(context: CoroutineContext) {
    super(builders, context);
  }

  override cancel(cause?: CancellationException | null): void {
    if (this.get(jobKey) === null) {
      throw new IllegalStateException(
        `Scope cannot be cancelled because it does not have a job: ${this}. Keep the jobs that launch returns, or make a scope with new CoroutineScope(new Job())`,
      );
    }
    super.cancel(cause);
  }

  override plus(context: CoroutineContext): ContextScope {
    return new JoblessScope(this.coroutineContext.plus(context));
  }
}

/**
 * The scope of coroutines that belong to nothing. Nothing cancels them and nothing waits for them, so a scope of one's own
 * is nearly always better.
 *
 * @example
 * ```ts
 * import { GlobalScope, run } from 'suspendable';
 *
 * await run(() => GlobalScope.launch(() => console.log('belongs to nobody')).join()); // belongs to nobody
 * ```
 */
export const GlobalScope: CoroutineScope = new JoblessScope(EmptyCoroutineContext);
