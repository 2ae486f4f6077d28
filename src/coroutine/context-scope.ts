import type { CoroutineContext } from '../context/context.js';
import { CombinedContext, partsOf } from '../context/elements.js';
import type { CancellationException } from '../job/cancellation.js';
import { jobKey } from '../job/job.js';
import type { JobSupport } from '../job/machine.js';
import { type Builders, bound, elementsOf, type Origin } from './builder-arguments.js';
import type { AsyncFunction, CoroutineScope, LaunchFunction, PromiseFunction } from './coroutine-scope.js';
import type { Job } from './jobs.js';
import { parentOf } from './parent.js';

function jobOf(scope: CoroutineScope): Job | null {
  return scope.coroutineContext.get(jobKey) as Job | null;
}

/** Cancels a scope and waits for the end of its coroutines. */
export async function disposeScope(scope: CoroutineScope): Promise<void> {
  scope.cancel();
  await new Promise<void>((resolve) => jobOf(scope)!.invokeOnCompletion(() => resolve()));
}

/**
 * A scope that is made from a context. Its builders are bound when first asked for, so that they can be taken out of it.
 *
 * It is a context, too, because `plus` of a coroutine gives one: a coroutine is a job, to which a context is added to get a
 * context, and a scope, to which a context is added to get a scope. `asContext` is what it is in the first use.
 */
export class ContextScope extends CombinedContext implements Origin, CoroutineScope {
  readonly originJob: JobSupport | null;
  readonly elements: CoroutineContext;

  constructor(
    private readonly builders: Builders,
    readonly coroutineContext: CoroutineContext,
    private readonly asContext: CoroutineContext = coroutineContext,
  ) {
    super(partsOf(asContext));
    this.originJob = parentOf(coroutineContext.get(jobKey), 'CoroutineScope');
    this.elements = elementsOf(coroutineContext);
  }

  get launch(): LaunchFunction {
    return bound(this.builders.launch, this);
  }

  get async(): AsyncFunction {
    return bound(this.builders.async, this);
  }

  get promise(): PromiseFunction {
    return bound(this.builders.promise, this);
  }

  get isActive(): boolean {
    return jobOf(this)?.isActive ?? true;
  }

  cancel(cause?: CancellationException | null): void {
    jobOf(this)!.cancel(cause);
  }

  ensureActive(): void {
    jobOf(this)?.ensureActive();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return disposeScope(this);
  }

  override plus(context: CoroutineContext): ContextScope {
    return new ContextScope(this.builders, this.coroutineContext.plus(context), this.asContext.plus(context));
  }

  override toString(): string {
    return this.asContext === this.coroutineContext
      ? `CoroutineScope(coroutineContext=${this.coroutineContext})`
      : `${this.asContext}`;
  }
}
