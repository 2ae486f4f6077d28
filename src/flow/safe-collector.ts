import type { ReceiveChannel } from '../channel/channel.js';
import { partsOf } from '../context/elements.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { textOf } from '../internal/text-of.js';
import type { JobSupport } from '../job/machine.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { returned, suspendMark } from '../suspend/results.js';
import type { Resumable } from '../suspend/resumable.js';
import { runningCoroutine } from '../suspend/running.js';
import { Abort } from './abort.js';
import { consumeInto, requireChannel } from './channel-flow.js';
import type { Sink } from './collectable.js';
import { type DownstreamWatch, pushWatched } from './downstream.js';
import { Flow } from './flow.js';
import type { FlowCollector } from './flow-collector.js';

/**
 * What the code of `flow { }` emits to. It holds that code to the two promises of flows: elements are emitted in the context of
 * the collection, and an exception from downstream ends the emission.
 */
export class SafeCollector<T> implements FlowCollector<T>, DownstreamWatch {
  /** Bound, so that a block may take it out: function* ({ emit }) { ... } */
  readonly emit: (value: T) => Suspend<void>;
  private readonly home: Resumable;
  /** The coroutine that emitted last: it need not be checked again. */
  private checked: Resumable;
  /** What downstream threw, if it did. */
  private thrown: { error: unknown } | null = null;
  private free: Emission<T> | null = null;

  constructor(private readonly sink: Sink<T>) {
    this.home = runningCoroutine('collect');
    this.checked = this.home;
    this.emit = (value) => {
      const emission = this.free ?? new Emission(this);
      this.free = null;
      return emission.of(value);
    };
  }

  get emitAll(): (source: Flow<T> | ReceiveChannel<T>) => Suspend<void> {
    const watched: Sink<T> = { push: (value) => pushWatched(this, value, this) };
    return (source) => emitAll(source, watched);
  }

  /** Hands the element downstream, in the running coroutine. */
  push(value: T): Suspend<void> | undefined {
    const coroutine = runningCoroutine('emit');
    coroutine.ensureActive();
    if (this.thrown !== null) throw transparencyViolated(this.thrown.error, value);
    if (coroutine !== this.checked) {
      checkContext(this.home, coroutine);
      this.checked = coroutine;
    }
    return this.sink.push(value);
  }

  /** The emission is over and can serve again. */
  done(emission: Emission<T>): void {
    this.free = emission;
  }

  failed(error: unknown): void {
    this.thrown = { error };
  }
}

/** Pushes all that `source` has. */
export function emitAll<T>(source: Flow<T> | ReceiveChannel<T>, sink: Sink<T>): Suspend<void> {
  if (source instanceof Flow) return source.collectInto(sink);
  requireChannel('emitAll', source, 'a flow or a channel');
  return consumeInto(source, sink);
}

/** One `emit`; used again for the next one. */
class Emission<T> implements Suspend<void> {
  private value: T | undefined = undefined;
  private armed = false;
  /** Downstream, where it has to wait. */
  private rest: Suspend<void> | null = null;

  declare readonly [suspendMark]: true;

  constructor(private readonly collector: SafeCollector<T>) {}

  of(value: T): this {
    this.value = value;
    this.armed = true;
    return this;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, void> {
    try {
      if (this.armed) {
        const value = this.value as T;
        this.armed = false;
        this.value = undefined;
        this.rest = this.collector.push(value) ?? null;
      } else if (this.rest === null) {
        throw new IllegalStateException(
          'emit was run before: a suspend call runs once. Make a new call for another run',
        );
      }
      if (this.rest === null) return this.end();
      if (!(this.rest instanceof Abort)) {
        const result = this.rest.next();
        return result.done ? this.end() : result;
      }
    } catch (thrown) {
      throw this.failed(thrown);
    }
    // Out of the reach of the catch above: to throw takes longer than the rest of a short flow, and one throw is enough.
    throw this.failed(this.rest.exception);
  }

  /** The driver points out a misuse within the call that is under way downstream. */
  throw(error: unknown): IteratorResult<Suspension, void> {
    try {
      const result = this.rest!.throw!(error) as IteratorResult<Suspension, void>;
      return result.done ? this.end() : result;
    } catch (thrown) {
      throw this.failed(thrown);
    }
  }

  private failed(thrown: unknown): unknown {
    this.rest = null;
    this.collector.failed(thrown);
    return thrown;
  }

  private end(): IteratorResult<Suspension, void> {
    this.rest = null;
    this.collector.done(this);
    return returned(undefined);
  }
}
(Emission.prototype as { [suspendMark]: true })[suspendMark] = true;

/** The nearest coroutine around `job` that is not just a scope within it; `home` at the latest. */
function coroutineAround(job: JobSupport, home: JobSupport): JobSupport | null {
  let around: JobSupport | null = job;
  while (around !== null && around !== home && around.isScoped) around = around.parentJob;
  return around;
}

function checkContext(home: Resumable, emitter: Resumable): void {
  const around = coroutineAround(emitter.originJob, home.originJob);
  if (around !== home.originJob) {
    throw new IllegalStateException(
      'Flow invariant is violated:\n' +
        '\t\tEmission from another coroutine is detected.\n' +
        `\t\tChild of ${around}, expected child of ${home.originJob}.\n` +
        '\t\tFlowCollector is not thread-safe and concurrent emissions are prohibited.\n' +
        "\t\tTo mitigate this restriction please use 'channelFlow' builder instead of 'flow'",
    );
  }
  // The same elements: one that is merely equal was put in the place of another.
  const expected = partsOf(home.elements);
  const found = partsOf(emitter.elements);
  if (found.length !== expected.length || found.some((element) => !expected.includes(element))) {
    throw new IllegalStateException(
      'Flow invariant is violated:\n' +
        `\t\tFlow was collected in ${home.coroutineContext},\n` +
        `\t\tbut emission happened in ${emitter.coroutineContext}.\n` +
        "\t\tPlease refer to 'flow' documentation or use 'flowOn' instead",
    );
  }
}

function transparencyViolated(error: unknown, value: unknown): IllegalStateException {
  return new IllegalStateException(
    'Flow exception transparency is violated:\n' +
      `\t\tPrevious 'emit' call has thrown exception ${textOf(error)}, but then emission attempt of value '${textOf(value)}' was made.\n` +
      "\t\tEmissions from 'catch' blocks are prohibited in order to avoid unspecified behaviour, 'Flow.catch' operator can be used instead.\n" +
      '\t\tFor a more detailed explanation, please refer to Flow documentation.',
    { cause: error },
  );
}
