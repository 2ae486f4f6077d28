import type { ChannelResult, ReceiveChannel } from '../channel/channel.js';
import type { CoroutineScope } from '../coroutine/coroutine-scope.js';
import { delay } from '../coroutine/delay.js';
import type { Deferred, Job } from '../coroutine/jobs.js';
import { select } from '../select/select.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Collectable, Sink } from './collectable.js';
import { elementOf } from './element-of.js';
import { ChildCancelledException, scopedFlow } from './flow-scope.js';
import { NONE } from './none.js';
import { asChannelFlow } from './terminals/produce-in.js';

/** Gathers elements until there are enough of them or its time is over. */
class Gathering<T> {
  private chunk: T[] = [];
  /** Runs while a chunk has begun; its end is the end of the chunk's time. */
  private time: Job | null = null;
  /** Takes the first element of a chunk while the collector is busy: its time begins when it comes. */
  private opening: Deferred<ChannelResult<T>> | null = null;
  private isEnded = false;
  private readonly take = (result: ChannelResult<T>): boolean => this.took(result);
  private readonly timeIsOver = (): boolean => true;

  constructor(
    private readonly scope: CoroutineScope,
    private readonly values: ReceiveChannel<T>,
    private readonly size: number,
    private readonly millis: number,
  ) {}

  *giveTo(sink: Sink<T[]>): Suspend<void> {
    while (!this.isEnded) {
      if (!(yield* this.gather()) || this.chunk.length === 0) continue;
      const waiting = sink.push(this.close());
      if (waiting === undefined) continue;
      this.opening = this.scope.async(() => this.open());
      yield* waiting;
    }
  }

  /** Takes one more. True when the chunk is to be given. */
  private *gather(): Suspend<boolean> {
    const { opening } = this;
    if (opening !== null) {
      this.opening = null;
      return this.took(yield* opening.await());
    }
    const next = this.values.onReceiveCatching(this.take);
    return yield* this.time === null ? select(next) : select(next, this.time.onJoin(this.timeIsOver));
  }

  private *open(): Suspend<ChannelResult<T>> {
    const result = yield* this.values.receiveCatching();
    if (result.isSuccess) this.startTime();
    return result;
  }

  private startTime(): void {
    this.time ??= this.scope.launch(() => delay(this.millis));
  }

  private close(): T[] {
    const { chunk } = this;
    this.chunk = [];
    this.time?.cancel(new ChildCancelledException());
    this.time = null;
    return chunk;
  }

  /** Takes an element or the end. True when the chunk is to be given. */
  private took(result: ChannelResult<T>): boolean {
    const element = elementOf(result);
    if (element === NONE) return (this.isEnded = true);
    this.chunk.push(element);
    this.startTime();
    return this.chunk.length >= this.size;
  }
}

/** Lists of `size` elements, or of what has come within `millis` ms after the first has come. */
export function chunksInTime<T>(upstream: Collectable<T>, size: number, millis: number): Collectable<T[]> {
  return scopedFlow((scope, sink) =>
    new Gathering(scope, asChannelFlow(upstream).produceIn(scope), size, millis).giveTo(sink),
  );
}
