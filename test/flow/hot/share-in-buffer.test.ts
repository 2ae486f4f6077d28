import { BufferOverflow, Channel, CoroutineScope, delay, type Flow, flow, Job, SharingStarted } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../../perform.js';
import { subscribe } from './subscribing.js';

const { DROP_LATEST, DROP_OLDEST } = BufferOverflow;

/** How many elements are emitted before the first subscriber, which takes the first and no more, holds them up. */
function batchOf(configure: (flow: Flow<number>) => Flow<number>, replay: number): number {
  let emitted = 0;
  perform(function* (scope) {
    const sharing = new CoroutineScope(scope.coroutineContext.plus(new Job()));
    const numbers = flow<number>(function* ({ emit }) {
      for (let i = 0; i < 1000; i++) {
        yield* emit(i);
        emitted++;
      }
    });
    const shared = configure(numbers).shareIn(sharing, SharingStarted.Eagerly, replay);
    subscribe(sharing, shared, () => delay(1_000_000));
    yield* delay(10);
    sharing.cancel();
  });
  return emitted;
}

/** What a subscriber that was busy while 1, 2, ... 10 were emitted after 0 still gets. */
function keptOf(configure: (flow: Flow<number>) => Flow<number>, replay: number): string[] {
  return perform(function* (scope) {
    const sharing = new CoroutineScope(scope.coroutineContext.plus(new Job()));
    const numbers = flow<number>(function* ({ emit }) {
      yield* emit(0);
      yield* delay(1);
      for (let i = 1; i <= 10; i++) yield* emit(i);
    });
    const shared = configure(numbers).shareIn(sharing, SharingStarted.Eagerly, replay);
    subscribe(sharing, shared, function* (value) {
      step(value);
      yield* delay(10);
    });
    yield* delay(1000);
    sharing.cancel();
  }).slice(1, -1);
}

const asItIs = (numbers: Flow<number>) => numbers;

describe('the buffer of shareIn', () => {
  test.each([
    ['no buffer, no replay', asItIs, 0, 64],
    ['no buffer, replay 1', asItIs, 1, 64],
    ['no buffer, replay 100', asItIs, 100, 100],
    ['no buffer, replay Infinity', asItIs, Infinity, 999],
    ['buffer(), replay Infinity', (f: Flow<number>) => f.buffer(), Infinity, 999],
    ['buffer(5), replay Infinity', (f: Flow<number>) => f.buffer(5), Infinity, 999],
    ['buffer(), replay 0', (f: Flow<number>) => f.buffer(), 0, 64],
    ['buffer(0), replay 0', (f: Flow<number>) => f.buffer(0), 0, 0],
    ['buffer(0), replay 3', (f: Flow<number>) => f.buffer(0), 3, 3],
    ['buffer(5), replay 0', (f: Flow<number>) => f.buffer(5), 0, 5],
    ['buffer(5), replay 3', (f: Flow<number>) => f.buffer(5), 3, 8],
    ['buffer(5).buffer(6), replay 3', (f: Flow<number>) => f.buffer(5).buffer(6), 3, 14],
    ['buffer(UNLIMITED), replay 1', (f: Flow<number>) => f.buffer(Channel.UNLIMITED), 1, 999],
  ] as const)('%s: the emitter gets ahead by it', (_name, configure, replay, size) => {
    expect(batchOf(configure, replay)).toBe(size + 1);
  });

  const dropping = (capacity: number, onBufferOverflow: BufferOverflow) => (f: Flow<number>) =>
    f.buffer(capacity, { onBufferOverflow });

  test.each([
    ['conflate(), replay 0', (f: Flow<number>) => f.conflate(), 0, [10]],
    ['conflate(), replay 1', (f: Flow<number>) => f.conflate(), 1, [10]],
    ['conflate(), replay 3', (f: Flow<number>) => f.conflate(), 3, [8, 9, 10]],
    ['buffer(CONFLATED), replay 0', (f: Flow<number>) => f.buffer(Channel.CONFLATED), 0, [10]],
    ['buffer(0, DROP_OLDEST), replay 0', dropping(0, DROP_OLDEST), 0, [10]],
    ['buffer(0, DROP_OLDEST), replay 2', dropping(0, DROP_OLDEST), 2, [9, 10]],
    ['buffer(3, DROP_OLDEST), replay 0', dropping(3, DROP_OLDEST), 0, [8, 9, 10]],
    ['buffer(3, DROP_OLDEST), replay 2', dropping(3, DROP_OLDEST), 2, [6, 7, 8, 9, 10]],
    ['buffer(BUFFERED, DROP_OLDEST), replay 0', dropping(Channel.BUFFERED, DROP_OLDEST), 0, [10]],
    ['buffer(0, DROP_LATEST), replay 0', dropping(0, DROP_LATEST), 0, [1]],
    ['buffer(2, DROP_LATEST), replay 0', dropping(2, DROP_LATEST), 0, [1, 2]],
    ['buffer(2, DROP_LATEST), replay 1', dropping(2, DROP_LATEST), 1, [1, 2, 3]],
    ['conflate().buffer(4), replay 0', (f: Flow<number>) => f.conflate().buffer(4), 0, [7, 8, 9, 10]],
    ['buffer(4).conflate(), replay 0', (f: Flow<number>) => f.buffer(4).conflate(), 0, [10]],
  ] as const)('%s: of what came meanwhile it keeps', (_name, configure, replay, kept) => {
    expect(keptOf(configure, replay)).toEqual(kept.map(String));
  });
});
