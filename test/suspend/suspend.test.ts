import {
  CancellationException,
  CoroutineStart,
  coroutineScope,
  delay,
  flowOf,
  IllegalArgumentException,
  type Suspend,
  suspend,
  yieldNow,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

const boom = new Error('boom');

/** The ways to write one function: plain, as a frame, and as a thunk around a frame. */
const wraps: Record<string, <A extends unknown[], T>(fn: (...args: A) => Suspend<T>) => (...args: A) => Suspend<T>> = {
  'a plain generator': (fn) => fn,
  'a frame': (fn) => suspend(fn),
  'a frame of a frame': (fn) => suspend(suspend(fn)),
  'a generator around a frame': (fn) => {
    const framed = suspend(fn);
    return function* (...args) {
      return yield* framed(...args);
    };
  },
};

for (const [name, wrap] of Object.entries(wraps)) {
  describe(`${name} as a suspend function`, () => {
    test('it takes its arguments and gives its result', () =>
      runTest(function* () {
        const add = wrap(function* (a: number, b: number): Suspend<number> {
          yield* delay(1);
          return a + b;
        });
        expect(yield* add(1, 2)).toBe(3);
        expect(yield* add(3, 4)).toBe(7);
      }));

    test('one that never suspends returns in the call', () =>
      runTest(function* ({ launch }) {
        const steps: string[] = [];
        launch(() => steps.push('other'));
        const now = wrap(function* (): Suspend<string> {
          return 'now';
        });
        steps.push(yield* now());
        expect(steps).toEqual(['now']);
      }));

    for (const suspends of [false, true]) {
      test(`it throws ${suspends ? 'after a suspension' : 'at once'} to its caller`, () =>
        runTest(function* () {
          const steps: string[] = [];
          const fail = wrap(function* (): Suspend<void> {
            try {
              if (suspends) yield* yieldNow();
              throw boom;
            } finally {
              steps.push('inner finally');
            }
          });
          const outer = wrap(function* (): Suspend<string> {
            try {
              yield* fail();
              return 'unreached';
            } catch (error) {
              steps.push((error as Error).message);
              yield* yieldNow();
              return 'recovered';
            } finally {
              yield* yieldNow();
              steps.push('outer finally');
            }
          });
          steps.push(yield* outer());
          expect(steps).toEqual(['inner finally', 'boom', 'outer finally', 'recovered']);
        }));
    }

    test('the cancellation passes all finally blocks from inside', () =>
      runTest(function* ({ launch }) {
        const steps: string[] = [];
        const nest: (depth: number) => Suspend<void> = wrap(function* (depth: number): Suspend<void> {
          try {
            if (depth === 0) yield* delay(1000);
            else yield* nest(depth - 1);
          } finally {
            steps.push(`finally ${depth}`);
          }
        });
        const job = launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
          try {
            yield* nest(2);
          } catch (error) {
            steps.push(error instanceof CancellationException ? 'cancelled' : String(error));
          }
        });
        yield* job.cancelAndJoin();
        expect(steps).toEqual(['finally 0', 'finally 1', 'finally 2', 'cancelled']);
      }));

    test('suspending calls in finally run when it was thrown through', () =>
      runTest(function* (scope) {
        const steps: string[] = [];
        const work = wrap(function* (): Suspend<void> {
          try {
            yield* delay(10);
            throw boom;
          } finally {
            yield* delay(10);
            steps.push(`cleaned at ${scope.currentTime}`);
          }
        });
        try {
          yield* work();
        } catch (error) {
          steps.push((error as Error).message);
        }
        expect(steps).toEqual(['cleaned at 20', 'boom']);
      }));

    test('a scope within it waits for its children', () =>
      runTest(function* (scope) {
        const total = wrap(
          (n: number): Suspend<number> =>
            coroutineScope(function* ({ async }) {
              const parts = Array.from({ length: n }, (_, i) =>
                async(function* () {
                  yield* delay(i);
                  return i;
                }),
              );
              let sum = 0;
              for (const part of parts) sum += yield* part.await();
              return sum;
            }),
        );
        expect(yield* total(4)).toBe(6);
        expect(scope.currentTime).toBe(3);
      }));
  });
}

describe('suspend', () => {
  test('plain generators and frames mix at any depth', () =>
    runTest(function* () {
      const steps: string[] = [];
      function* plain(depth: number): Suspend<number> {
        return 1 + (yield* step(depth));
      }
      const framed: (depth: number) => Suspend<number> = suspend(function* (depth: number): Suspend<number> {
        return 1 + (yield* step(depth));
      });
      function* step(depth: number): Suspend<number> {
        if (depth === 0) {
          yield* yieldNow();
          return 0;
        }
        const result = yield* depth % 3 === 0 ? framed(depth - 1) : plain(depth - 1);
        if (depth === 50) steps.push(`half way: ${result}`);
        yield* yieldNow();
        return result;
      }
      expect(yield* plain(100)).toBe(101);
      expect(steps).toEqual(['half way: 50']);
    }));

  test('this is passed on to a wrapped method', () =>
    runTest(function* () {
      class Counter {
        constructor(private count: number) {}
        next = suspend(function* (this: Counter): Suspend<number> {
          yield* yieldNow();
          return ++this.count;
        });
      }
      const counter = new Counter(4);
      expect(yield* counter.next()).toBe(5);
    }));

  test('a recursion 10,000 deep suspends at each level and returns', () =>
    runTest(function* (scope) {
      const sum: (n: number) => Suspend<number> = suspend(function* (n: number): Suspend<number> {
        yield* yieldNow();
        if (n === 0) {
          yield* delay(5);
          return 0;
        }
        const below = yield* sum(n - 1);
        if (n % 1000 === 0) yield* delay(1);
        return below + n;
      });
      expect(yield* sum(10_000)).toBe(50_005_000);
      expect(scope.currentTime).toBe(15);
    }));

  test('a recursion 10,000 deep is left by an exception', () =>
    runTest(function* () {
      let finallies = 0;
      const fall: (n: number) => Suspend<never> = suspend(function* (n: number): Suspend<never> {
        try {
          yield* yieldNow();
          if (n === 0) throw boom;
          return yield* fall(n - 1);
        } finally {
          finallies++;
        }
      });
      let caught: unknown;
      try {
        yield* fall(10_000);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(boom);
      expect(finallies).toBe(10_001);
    }));

  test('a recursion 10,000 deep is left by a cancellation', () =>
    runTest(function* ({ launch }) {
      let finallies = 0;
      const sink: (n: number) => Suspend<void> = suspend(function* (n: number): Suspend<void> {
        try {
          yield* yieldNow();
          if (n === 0) yield* delay(1000);
          else yield* sink(n - 1);
        } finally {
          finallies++;
        }
      });
      const job = launch(() => sink(10_000));
      yield* delay(1);
      yield* job.cancelAndJoin();
      expect(finallies).toBe(10_001);
    }));

  test('a plain block may begin one on the way to what it returns', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      const twice = suspend(function* (n: number): Suspend<number> {
        yield* delay(1);
        steps.push(`${n}`);
        yield* delay(1);
        return n * 2;
      });
      const pipeline = flowOf(1, 2)
        .map(twice)
        .map(twice)
        .onEach((n) => steps.push(`is ${n}`));
      yield* launch(() => pipeline.collect()).join();
      expect(yield* pipeline.buffer(0).toList()).toEqual([4, 8]);
      const once = ['1', '2', 'is 4', '2', '4', 'is 8'];
      expect(steps).toEqual([...once, ...once]);
    }));

  test('a mistake within one that a plain block has begun is pointed out there', () =>
    runTest(function* ({ async }) {
      const wrong = suspend(function* (n: number): Suspend<number> {
        yield* delay(1);
        try {
          yield n as never;
        } catch (error) {
          return (error as Error).message.length;
        }
        return 0;
      });
      const list = async(() => flowOf(1).map(wrong).buffer(0).toList());
      expect((yield* list.await())[0]).toBeGreaterThan(0);
    }));

  test('what is no function is rejected when wrapped', () => {
    expect(() => suspend({} as never)).toThrow(
      new IllegalArgumentException('suspend expects a generator function, got an object of class Object'),
    );
  });

  test('a function that is no generator is rejected when called', () => {
    const five = suspend((() => 5) as never) as () => unknown;
    expect(() => five()).toThrow(
      new IllegalArgumentException(
        'suspend expects a generator function, but a function returned 5. Write function* (...)',
      ),
    );
    const load = suspend(async function load() {} as never) as () => unknown;
    expect(() => load()).toThrow(
      new IllegalArgumentException(
        'suspend expects a generator function, but the function load returned an object of class Promise. Write function* load(...)',
      ),
    );
  });
});
