import { Channel } from '../channel/buffered-channel.js';
import { type ChannelCore, SENT } from '../channel/core.js';
import type { CoreIterator } from '../channel/iteration.js';
import type { CoroutineScope } from '../coroutine/coroutine-scope.js';
import { yieldNow } from '../coroutine/yield-now.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Collectable, Sink } from './collectable.js';
import { flowScope } from './flow-scope.js';
import { NONE } from './none.js';
import { MapSink } from './stage.js';

/** The new value of one of the flows. */
interface Update {
  readonly index: number;
  readonly value: unknown;
}

/** Sends each value of one flow as an update, then gives the other flows a turn. */
class UpdateSink implements Sink<unknown> {
  constructor(
    private readonly updates: Channel<Update>,
    private readonly index: number,
  ) {}

  push(value: unknown): Suspend<void> {
    const update = { index: this.index, value };
    return (this.updates as unknown as ChannelCore<Update>).offer(update) === SENT ? yieldNow() : this.send(update);
  }

  private *send(update: Update): Suspend<void> {
    yield* this.updates.send(update);
    yield* yieldNow();
  }
}

/** The flows that are combined, and the latest value of each. */
class Combination {
  private readonly updates: Channel<Update>;
  private readonly latest: unknown[];
  private open: number;
  private missing: number;
  /** In which batch each flow has last given a value. */
  private readonly batches: number[];

  constructor(private readonly flows: readonly Collectable<unknown>[]) {
    const count = flows.length;
    this.updates = new Channel<Update>(count);
    this.latest = new Array(count).fill(NONE);
    this.batches = new Array(count).fill(0);
    this.open = count;
    this.missing = count;
  }

  launchIn(scope: CoroutineScope): void {
    for (let i = 0; i < this.flows.length; i++) scope.launch(() => this.follow(i));
  }

  private *follow(index: number): Suspend<void> {
    try {
      yield* this.flows[index]!.collectInto(new UpdateSink(this.updates, index));
    } finally {
      if (--this.open === 0) this.updates.close();
    }
  }

  /**
   * Gives the latest values to `ready` after each batch of updates, once all flows have given one. A batch is what is there,
   * but no more than one value of each flow and a second one of any: a flow that is faster than the others is not passed over.
   */
  *giveTo(ready: (values: readonly unknown[]) => Suspend<void> | undefined): Suspend<void> {
    const iterator = this.updates.iterator() as CoreIterator<Update>;
    for (let batch = 1; iterator.advance() || (yield* iterator.hasNext()); batch++) {
      do {
        const { index, value } = iterator.next();
        if (this.latest[index] === NONE) this.missing--;
        this.latest[index] = value;
        if (this.batches[index] === batch) break;
        this.batches[index] = batch;
      } while (iterator.advance());
      if (this.missing > 0) continue;
      const waiting = ready(this.latest);
      if (waiting !== undefined) yield* waiting;
    }
  }
}

function* combining(
  scope: CoroutineScope,
  flows: readonly Collectable<unknown>[],
  ready: (values: readonly unknown[]) => Suspend<void> | undefined,
): Suspend<void> {
  if (flows.length === 0) return;
  const combination = new Combination(flows);
  combination.launchIn(scope);
  yield* combination.giveTo(ready);
}

/** Collects all flows at once and calls `ready` with the latest values of all, each time that some have changed. */
export function collectLatestOfAll(
  flows: readonly Collectable<unknown>[],
  ready: (values: readonly unknown[]) => Suspend<void> | undefined,
): Suspend<void> {
  return flowScope((scope) => combining(scope, flows, ready));
}

/** The flow of what `fn` makes of the latest values. */
export function combinedFlow<R>(
  flows: readonly Collectable<unknown>[],
  fn: (values: readonly unknown[]) => Suspend<R> | R,
): Collectable<R> {
  return {
    collectInto: (sink) => {
      const results = new MapSink(fn, sink);
      return collectLatestOfAll(flows, (values) => results.push(values));
    },
  };
}
