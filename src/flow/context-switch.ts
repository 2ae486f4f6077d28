/*
 * A part of a pipeline that runs in another context than the collector, though in the same chain of calls: without a channel, and
 * without a dispatch between the two.
 *
 *     collector --yield*--> upstream, elsewhere --push--> downstream, in the collector's context again
 *
 * What is running tells suspend calls whose job cancels them, in which context they are and what goes on after them. So on either
 * way a stand-in runs: a coroutine of that context and job. Resumed, it resumes the one that it stands for, whose chain of
 * calls leads back to it.
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
export class StandIn extends Coroutine {
  constructor(
    elements: CoroutineContext,
    private readonly job: JobSupport,
    readonly standsFor: Resumable,
  ) {
    super(elements, new ResumeOf(standsFor), STARTED | BODY_ENTERED);
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

  override get isCancelled(): boolean {
    return this.job.isCancelled;
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

/**
 * A suspend call that runs as the stand-in. It is reached from the coroutine that the stand-in stands for when that goes on; then it
 * is here that the innermost frame goes on, as it is the driver elsewhere.
 */
class Elsewhere implements Suspend<void> {
  declare readonly [suspendMark]: true;

  private call: Suspend<void> | null = null;
  private isBegun = false;

  constructor(private readonly standIn: StandIn) {}

  /** What is to be run. One object serves all calls of a stand-in, of which there is one at a time. */
  calling(call: Suspend<void>): this {
    this.call = call;
    this.isBegun = false;
    return this;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, void> {
    const outer = running.coroutine;
    running.coroutine = this.standIn;
    try {
      return this.proceed();
    } finally {
      running.coroutine &&= outer; // null when the stand-in was resumed in the call, see resume
    }
  }

  /** The driver points out a misuse within the call. */
  throw(error: unknown): IteratorResult<Suspension, void> {
    const { standIn } = this;
    const outer = running.coroutine;
    running.coroutine = standIn;
    try {
      const callee = standIn.state & FRAMED ? (standIn.body as CallFrame).callee : this.call!;
      return callee.throw!(error) as IteratorResult<Suspension, void>;
    } finally {
      running.coroutine = outer;
    }
  }

  private proceed(): IteratorResult<Suspension, void> {
    const { standIn } = this;
    // A call that was begun in the push already may have left frames, which wait: see whenDone.
    while (this.isBegun && standIn.state & FRAMED) {
      const frame = standIn.body as CallFrame;
      let result: IteratorResult<Suspension, unknown>;
      try {
        result = frame.callee.next();
      } catch (thrown) {
        frame.finish(standIn, thrown, true);
        continue;
      }
      if (!result.done) return result;
      frame.finish(standIn, result.value, false);
    }
    this.isBegun = true;
    return this.call!.next();
  }
}
(Elsewhere.prototype as { [suspendMark]: true })[suspendMark] = true;

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

/** Pushes downstream in the collector's context and for its job. */
class BackSink<T> implements Sink<T> {
  /** Who has pushed last, and its stand-in. Mostly it is the same each time; a scope within upstream is another. */
  private pusher: Resumable | null = null;
  private standIn: StandIn | null = null;
  private elsewhere: Elsewhere | null = null;

  constructor(
    private readonly elements: CoroutineContext,
    private readonly job: JobSupport,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const pusher = running.coroutine!;
    if (pusher !== this.pusher) {
      this.pusher = pusher;
      this.standIn = new StandIn(this.elements, this.job, pusher);
      this.elsewhere = new Elsewhere(this.standIn);
    }
    running.coroutine = this.standIn;
    try {
      const waiting = this.target.push(value);
      return waiting === undefined ? undefined : this.elsewhere!.calling(waiting);
    } finally {
      running.coroutine &&= pusher; // as in Elsewhere: null when it was resumed in the call
    }
  }
}

/**
 * Collects `upstream` in the running coroutine, `collector`, but with other elements and for another job; the elements are pushed
 * with the collector's own.
 */
export function collectElsewhere<T>(
  upstream: Collectable<T>,
  sink: Sink<T>,
  collector: Resumable,
  elements: CoroutineContext,
  job: JobSupport,
): Suspend<void> {
  const back = new BackSink(collector.elements, collector.originJob, sink);
  return new Elsewhere(new StandIn(elements, job, collector)).calling(upstream.collectInto(back));
}
