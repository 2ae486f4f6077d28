/*
 * A part of a pipeline that runs in another context than the collector, though in the same coroutine: without a channel, and
 * without a dispatch between the two.
 *
 *     collector --yield*--> Elsewhere --yield*--> upstream, as the stand-in
 *                                                    | push
 *                           Back  <------------------+   downstream, as the collector again
 *
 * What is running tells suspend calls whose job cancels them and where they go on. So upstream a stand-in runs: a coroutine
 * with the other context, whose job is that of the collector, or another. Resumed, it has the collector resumed.
 */
import type { CoroutineContext } from '../context/context.js';
import { Coroutine } from '../coroutine/coroutine.js';
import type { CancellationException } from '../job/cancellation.js';
import type { JobSupport } from '../job/machine.js';
import type { JobListener } from '../job/nodes.js';
import { STARTED } from '../job/states.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { resume } from '../suspend/driver.js';
import { SUSPENDED, suspendMark } from '../suspend/results.js';
import { BODY_ENTERED, type CallFrame, FRAMED, type Resumable } from '../suspend/resumable.js';
import { running } from '../suspend/running.js';
import type { Collectable, Sink } from './collectable.js';

/** Runs in place of a coroutine, with other elements or for another job. */
class StandIn extends Coroutine {
  constructor(
    elements: CoroutineContext,
    body: Suspend<unknown>,
    private readonly job: JobSupport,
  ) {
    super(elements, body, STARTED | BODY_ENTERED);
  }

  get kind(): string {
    return 'StandIn';
  }

  override get originJob(): JobSupport {
    return this.job;
  }

  override get coroutineContext(): CoroutineContext {
    return this.elements.plus(this.job);
  }

  override get isActive(): boolean {
    return this.job.isActive;
  }

  override ensureActive(): void {
    this.job.ensureActive();
  }

  override getCancellationException(): CancellationException {
    return this.job.getCancellationException();
  }

  override addSuspension(suspension: JobListener): void {
    this.job.addSuspension(suspension);
  }

  override removeSuspension(suspension: JobListener): void {
    this.job.removeSuspension(suspension);
  }
}

/** A suspend call within which another coroutine runs than the one that waits for it. */
abstract class As<T> implements Suspend<T> {
  declare readonly [suspendMark]: true;

  constructor(
    protected readonly coroutine: Resumable,
    protected readonly call: Suspend<T>,
  ) {}

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, T> {
    const outer = running.coroutine;
    running.coroutine = this.coroutine;
    try {
      return this.proceed();
    } finally {
      running.coroutine = outer;
    }
  }

  /** The driver points out a misuse within the call. */
  throw(error: unknown): IteratorResult<Suspension, T> {
    const { coroutine } = this;
    const outer = running.coroutine;
    running.coroutine = coroutine;
    try {
      return this.innermost.throw!(error) as IteratorResult<Suspension, T>;
    } finally {
      running.coroutine = outer;
    }
  }

  protected abstract proceed(): IteratorResult<Suspension, T>;
  protected abstract get innermost(): Suspend<unknown>;
}
(As.prototype as { [suspendMark]: true })[suspendMark] = true;

/**
 * Upstream, as the stand-in. It is reached from the collector's side when that was resumed; then it is here that upstream's
 * innermost frame goes on, as it is the driver elsewhere.
 */
class Elsewhere extends As<void> {
  protected override get innermost(): Suspend<unknown> {
    return this.coroutine.state & FRAMED ? (this.coroutine.body as CallFrame).callee : this.call;
  }

  protected override proceed(): IteratorResult<Suspension, void> {
    const { coroutine } = this;
    while (coroutine.state & FRAMED) {
      const frame = coroutine.body as CallFrame;
      let result: IteratorResult<Suspension, unknown>;
      try {
        result = frame.callee.next();
      } catch (thrown) {
        frame.finish(coroutine, thrown, true);
        continue;
      }
      if (!result.done) return result;
      frame.finish(coroutine, result.value, false);
    }
    return this.call.next();
  }
}

/** Downstream, as the collector again. Its frames have gone on already when this is reached: the driver has seen to that. */
class Back extends As<void> {
  protected override get innermost(): Suspend<unknown> {
    return this.call;
  }

  protected override proceed(): IteratorResult<Suspension, void> {
    return this.call.next();
  }
}

/** The stand-in's body: the coroutine that it stands for goes on. */
class ResumeOf implements Suspend<never> {
  constructor(private readonly coroutine: Resumable) {}

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, never> {
    resume(this.coroutine);
    return SUSPENDED;
  }
}

/** Pushes downstream as the collector. */
class BackSink<T> implements Sink<T> {
  constructor(
    private readonly collector: Resumable,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const { collector } = this;
    const standIn = running.coroutine;
    running.coroutine = collector;
    let waiting: Suspend<void> | undefined;
    try {
      waiting = this.target.push(value);
    } finally {
      running.coroutine = standIn;
    }
    return waiting === undefined ? undefined : new Back(collector, waiting);
  }
}

/**
 * Collects `upstream` within the running coroutine, `collector`, but with other elements and for another job; the elements are
 * pushed as the collector.
 */
export function collectElsewhere<T>(
  upstream: Collectable<T>,
  sink: Sink<T>,
  collector: Resumable,
  elements: CoroutineContext,
  job: JobSupport,
): Suspend<void> {
  const standIn = new StandIn(elements, new ResumeOf(collector), job);
  return new Elsewhere(standIn, upstream.collectInto(new BackSink(collector, sink)));
}
