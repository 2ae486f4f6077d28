/*
 * A coroutine: a job with a body, a scope for its children, and the builders that start them. A coroutine is its own scope
 * and the builders are members of scopes, so they are one file.
 */
import type { CoroutineContext, ContinuationInterceptor as Interceptor } from '../context/context.js';
import { ContinuationInterceptor } from '../context/elements.js';
import { handleCoroutineException } from '../context/handle-exception.js';
import { requireFunction } from '../internal/require-function.js';
import type { JobSupport } from '../job/machine.js';
import { ENDED, STARTED } from '../job/states.js';
import type { Suspend } from '../suspend/continuation.js';
import { enter, resume } from '../suspend/driver.js';
import { PromiseWait } from '../suspend/promise-wait.js';
import {
  ATOMIC,
  BODY_ENTERED,
  DELIVERS,
  IN_CALL,
  LAUNCHED,
  LAZY,
  PROMISED,
  type Resumable,
} from '../suspend/resumable.js';
import { checkDelivery, failWait } from '../suspend/waiting.js';
import { type Builders, bound, builderArguments, type Origin, refine } from './builder-arguments.js';
import { ContextScope, disposeScope } from './context-scope.js';
import type {
  AsyncFunction,
  CoroutineScope,
  CoroutineStart,
  LaunchFunction,
  PromiseFunction,
} from './coroutine-scope.js';
import { Joinable } from './joinable.js';

export abstract class Coroutine extends Joinable implements Resumable, Origin, CoroutineScope {
  body: Resumable['body'];
  waiting: Resumable['waiting'] = null;
  outcome: unknown = undefined;
  elements: CoroutineContext;

  constructor(elements: CoroutineContext, body: Resumable['body'], state: number) {
    super(state);
    this.elements = elements;
    this.body = body;
  }

  // As a scope.

  get originJob(): JobSupport {
    return this;
  }

  get coroutineContext(): CoroutineContext {
    const extras = this.extend();
    extras.context ??= this.elements.plus(this);
    return extras.context;
  }

  // Bound, since they are taken apart: `function* ({ launch }) { ... }`. To make one costs less than to keep it.

  get launch(): LaunchFunction {
    return bound(builders.launch, this);
  }

  get async(): AsyncFunction {
    return bound(builders.async, this);
  }

  get promise(): PromiseFunction {
    return bound(builders.promise, this);
  }

  /** As a job's `plus` a context, as a scope's `plus` a scope: what is returned is both. */
  override plus(context: CoroutineContext): CoroutineContext & CoroutineScope {
    return new ContextScope(builders, this.coroutineContext.plus(context), super.plus(context));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return disposeScope(this);
  }

  // As a coroutine.

  /** How the name of its kind begins. */
  get laziness(): string {
    return this.state & LAZY ? 'Lazy' : '';
  }

  override get cancellationMessage(): string {
    return `${this.kind} was cancelled`;
  }

  get interceptor(): Interceptor {
    // Asked at each suspension. Mostly the dispatcher is the only element besides the job.
    const elements = this.elements as Interceptor;
    return elements.key === ContinuationInterceptor ? elements : elements.get(ContinuationInterceptor)!;
  }

  waitForPromise(promise: PromiseLike<unknown>): Suspend<unknown> {
    return new PromiseWait(promise);
  }

  begin(start: CoroutineStart): void {
    if (start === 'undispatched') {
      this.state |= BODY_ENTERED | IN_CALL;
      enter(this);
      this.state &= ~IN_CALL;
    } else {
      if (start === 'atomic') this.state |= ATOMIC;
      this.interceptor.intercept(this, this);
    }
  }

  override onStart(): void {
    if (this.state & LAZY) this.interceptor.intercept(this, this);
  }

  /** Dispatched: to begin, or to go on. */
  run(): void {
    const { state } = this;
    if (state & BODY_ENTERED) {
      if (state & DELIVERS) checkDelivery(this);
      resume(this);
    } else if (state & ATOMIC || this.isActive) {
      this.state |= BODY_ENTERED;
      enter(this);
    } else this.endUnbegun(this.getCancellationException());
  }

  runInPlace(): void {
    if (this.state & BODY_ENTERED) resume(this);
    else this.run();
  }

  /** Its dispatcher has refused it. Nobody may ever look at one that has not begun, so whoever starts it is told as well. */
  rejected(error: unknown): void {
    if (this.waiting !== null) {
      failWait(this, error);
      resume(this);
      return;
    }
    this.endUnbegun(error);
    if (!this.isScoped && !(this.state & PROMISED)) throw error;
  }

  protected endUnbegun(error: unknown): void {
    this.state |= BODY_ENTERED;
    this.body = null;
    const next = this.bodyEnded(error, true);
    if (next !== null) resume(next);
  }

  bodyEnded(result: unknown, failed: boolean): Resumable | null {
    return this.tryComplete(result, failed) === ENDED ? this.afterBody() : null;
  }

  /** An ended job may be kept for long: it holds neither the block that was cancelled before it began nor the channel last waited for. */
  override afterCompletion(): void {
    this.body = null;
    if (this.extras?.place) this.extras.place = undefined;
  }

  /** The body's end was the job's end. Returned is a coroutine that goes on in the same call. */
  protected afterBody(): Resumable | null {
    this.afterCompletion();
    return null;
  }

  override handleOnCompletionException(error: Error): void {
    handleCoroutineException(this.coroutineContext, error);
  }

  override reportLost(failure: unknown): void {
    handleCoroutineException(this.coroutineContext, failure);
  }
}

/** What `launch` and `async` make; LAUNCHED tells which. Of one class: see ScopeKind in scoped.ts. */
export class BuiltCoroutine extends Coroutine {
  get kind(): string {
    return `${this.laziness}${this.state & LAUNCHED ? 'Standalone' : 'Deferred'}Coroutine`;
  }

  override bodyEnded(result: unknown, failed: boolean): Resumable | null {
    return super.bodyEnded(this.state & LAUNCHED && !failed ? undefined : result, failed);
  }

  override handleJobException(cause: unknown): boolean {
    if (!(this.state & LAUNCHED)) return false;
    handleCoroutineException(this.coroutineContext, cause);
    return true;
  }
}

/** Makes a coroutine in `origin` and starts it. `own` is LAUNCHED, PROMISED or 0. */
function build(own: number, name: string, origin: Origin, first: unknown, second: unknown): BuiltCoroutine {
  let where = origin;
  let block = first;
  let start: CoroutineStart = 'default';
  if (second !== undefined) {
    const given = builderArguments(name, first);
    where = refine(origin, given.context, name);
    block = second;
    start = given.start;
  }
  requireFunction(name, block);
  const lazy = start === 'lazy';
  const coroutine = new BuiltCoroutine(where.elements, block as Resumable['body'], own | (lazy ? LAZY : STARTED));
  coroutine.attachTo(where.originJob);
  if (!lazy) coroutine.begin(start);
  return coroutine;
}

export const builders: Builders = {
  launch: (origin, first, second) => build(LAUNCHED, 'launch', origin, first, second),
  async: (origin, first, second) => build(0, 'async', origin, first, second),
  promise: (origin, first, second) => build(PROMISED, 'promise', origin, first, second).asPromise(),
};
