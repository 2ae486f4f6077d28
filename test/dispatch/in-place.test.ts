import {
  Channel,
  type CoroutineContext,
  CoroutineDispatcher,
  CoroutineName,
  CoroutineScope,
  channelFlow,
  Dispatchers,
  type Flow,
  flowOf,
  Job,
  Mutex,
  type Runnable,
  Semaphore,
  type Suspend,
  withContext,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../perform.js';

/** Runs what it is given within `dispatch` itself. */
class InPlace extends CoroutineDispatcher {
  constructor(private readonly needed: boolean) {
    super();
  }

  override isDispatchNeeded(): boolean {
    return this.needed;
  }

  dispatch(_context: CoroutineContext, block: Runnable): void {
    block.run();
  }
}

const inPlace: [string, CoroutineDispatcher][] = [
  ['a dispatcher that runs all within dispatch', new InPlace(true)],
  ['a dispatcher that needs no dispatch', new InPlace(false)],
];

/** They wait in a cancelled coroutine, too, and are then cancelled. */
const waits: [string, () => Suspend<unknown>][] = [
  ['send', () => new Channel<number>().send(1)],
  ['receive', () => new Channel<number>().receive()],
  ['receiveCatching', () => new Channel<number>().receiveCatching()],
  ['hasNext', () => new Channel<number>().iterator().hasNext()],
  ['lock', () => new Mutex(true).lock()],
  ['acquire', () => new Semaphore(1, 1).acquire()],
];

for (const [name, dispatcher] of [...inPlace, ['Dispatchers.Unconfined', Dispatchers.Unconfined] as const]) {
  describe(`on ${name}`, () => {
    for (const [what, wait] of waits) {
      it(`a cancelled coroutine goes on at once from ${what}`, () => {
        const cancelled = new Job();
        cancelled.cancel();
        const steps = perform(() => {
          const scope = new CoroutineScope(dispatcher.plus(cancelled));
          scope.launch({ start: 'undispatched' }, function* () {
            for (const round of [1, 2]) {
              try {
                yield* wait();
              } catch (error) {
                step(round, error);
              }
            }
          });
          step('launched');
        });
        expect(steps).toEqual([
          '1 JobCancellationException(Job was cancelled)',
          '2 JobCancellationException(Job was cancelled)',
          'launched',
          'end',
        ]);
      });
    }
  });
}

/** What a function of the user's, which suspends, does in a flow. */
function* yields(value: number): Suspend<number> {
  yield* yieldNow();
  return value;
}

const two = flowOf(1, 2);
const named = new CoroutineName('other');
const flows: [string, Flow<unknown>, unknown[]][] = [
  ['map', two.map(yields), [1, 2]],
  ['flowOn and map', two.flowOn(named).map(yields), [1, 2]],
  ['map, flowOn and map', two.map(yields).flowOn(named).map(yields), [1, 2]],
  ['zip', two.zip(flowOf(3, 4), yields), [1, 2]],
  ['mapLatest', two.mapLatest(yields), [1, 2]],
  ['transformLatest', two.transformLatest<number>((n) => yields(n)), []],
  ['flatMapLatest', two.flatMapLatest((n) => flowOf(n).map(yields)), [1, 2]],
  ['flatMapMerge', two.flatMapMerge((n) => flowOf(n).map(yields)), [1, 2]],
  ['buffer', two.map(yields).buffer(0).map(yields), [1, 2]],
  ['channelFlow', channelFlow<number>(() => two.map(yields).collect()), []],
];

for (const [name, dispatcher] of inPlace) {
  describe(`on ${name}`, () => {
    for (const [what, flow, elements] of flows) {
      it(`a flow goes on that was resumed in the call that suspends it: ${what}`, () => {
        expect(perform(() => withContext(dispatcher, () => flow.toList()))).toEqual([`end: [${elements.join(', ')}]`]);
      });
    }

    it('a plain block goes on that has begun a call which was resumed meanwhile', () => {
      const steps = perform(({ launch }) => {
        launch(dispatcher, () => two.map(yields).onEach(step).collect());
        launch({ context: dispatcher, start: 'undispatched' }, () => two.map(yields).onEach(step).collect());
        step('launched');
      });
      expect(steps).toEqual(['1', '2', '1', '2', 'launched', 'end']);
    });

    it('yieldNow goes on in the same call', () => {
      const steps = perform(function* ({ launch }) {
        launch(dispatcher, function* () {
          step('1');
          yield* yieldNow();
          step('2');
          yield* yieldNow();
          step('3');
        });
        step('launched');
        yield* withContext(dispatcher, function* () {
          yield* yieldNow();
          step('in withContext');
        });
      });
      expect(steps).toEqual(['1', '2', '3', 'launched', 'in withContext', 'end']);
    });
  });
}
