import {
  awaitAll,
  CoroutineName,
  Dispatchers,
  delay,
  IllegalArgumentException,
  newSingleThreadContext,
  run,
  runBlocking,
  type Suspend,
  transfer,
  WorkerThreadException,
  withContext,
  workerModule,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { here, newGate, tasks } from './gate.js';
import { Local, Trace } from './tasks.js';

function failure(call: () => Suspend<unknown>): Promise<unknown> {
  return run(call).then(
    (value) => {
      throw new Error(`expected a failure, got ${value}`);
    },
    (error) => error,
  );
}

describe('a call of a worker module', () => {
  test('runs on another thread and returns the result', async () => {
    expect(await run(() => withContext(Dispatchers.Default, () => tasks.add(1, 2)))).toBe(3);
    expect(await run(() => tasks.thread())).not.toBe(0);
  });

  test('takes suspend functions, async functions and functions without a result', async () => {
    expect(await run(() => tasks.later('later', 1))).toBe('later');
    expect(await run(() => tasks.eventually('eventually'))).toBe('eventually');
    expect(await run(() => tasks.nothing())).toBe(undefined);
  });

  test('copies whatever can be cloned, both ways', async () => {
    const value = { list: [1, 'two', null, undefined], map: new Map([['key', new Date(5)]]), big: 10n ** 20n };
    expect(await run(() => tasks.same(value))).toEqual(value);
    expect(await run(() => tasks.same(value))).not.toBe(value);
  });

  test('has taken its arguments when they change later', async () => {
    const value = { n: 1 };
    const results = await run(function* ({ async }) {
      const calls = Array.from({ length: 20 }, () => async({ start: 'undispatched' }, () => tasks.same(value)));
      value.n = 2;
      const given: unknown[] = [];
      for (const each of calls) given.push(yield* each.await());
      return given;
    });
    expect(results).toEqual(Array.from({ length: 20 }, () => ({ n: 1 })));
  });

  test('has copied bytes that change later, also those of a part of a buffer and of calls that wait', async () => {
    const whole = new Uint8Array(4).fill(1);
    const values = [whole, whole.subarray(1, 3), new Uint8Array(4).fill(1).buffer, Buffer.from([1, 1, 1, 1])];
    const results = await run(function* ({ async }) {
      const calls = values.flatMap((value) =>
        Array.from({ length: 20 }, () => async({ start: 'undispatched' }, () => tasks.same(value))),
      );
      whole.fill(2);
      new Uint8Array(values[2] as ArrayBuffer).fill(2);
      (values[3] as Buffer).fill(2);
      return (yield* awaitAll(...calls)) as (Uint8Array | ArrayBuffer)[];
    });
    const given = results.map((each) => [...(each instanceof ArrayBuffer ? new Uint8Array(each) : each)]);
    expect(given).toEqual([4, 2, 4, 4].flatMap((n) => Array.from({ length: 20 }, () => Array(n).fill(1))));
    expect(results[0]).toBeInstanceOf(Uint8Array);
    expect(results[40]).toBeInstanceOf(ArrayBuffer);
  });

  test('keeps what views have in common, and where they begin, also in calls that wait', async () => {
    const buffer = new Uint8Array([1, 2, 3, 4, 5, 6]).buffer;
    const [one, two] = [new Uint8Array(buffer, 1, 3), new Uint8Array(buffer, 2)];
    const [apart, view] = [new Uint8Array(new ArrayBuffer(8), 4), new DataView(buffer, 3)];
    await run(function* ({ async }) {
      const same = Array.from({ length: 20 }, () => async({ start: 'undispatched' }, () => tasks.views(one, two)));
      const other = Array.from({ length: 20 }, () => async({ start: 'undispatched' }, () => tasks.views(apart, view)));
      const told = (second: string, sizes: number[][], isOneBuffer: boolean) => ({
        kinds: ['[object Uint8Array]', `[object ${second}]`],
        sizes,
        isOneBuffer,
      });
      const together = told(
        'Uint8Array',
        [
          [1, 3, 6],
          [2, 4, 6],
        ],
        true,
      );
      const separate = told(
        'DataView',
        [
          [4, 4, 8],
          [3, 3, 6],
        ],
        false,
      );
      for (const each of same) expect(yield* each.await()).toEqual(together);
      for (const each of other) expect(yield* each.await()).toEqual(separate);
    });
  });

  test('moves what is wrapped by transfer, both ways', async () => {
    const bytes = new Uint8Array(8);
    const filled = await run(() => tasks.fill(transfer(bytes, [bytes.buffer]), 7));
    expect(bytes.length).toBe(0);
    expect(filled).toEqual(new Uint8Array(8).fill(7));
  });

  test('can be made from any dispatcher', async () => {
    for (const dispatcher of [Dispatchers.Main, Dispatchers.IO, Dispatchers.Unconfined, Dispatchers.Default]) {
      expect(await run(() => withContext(dispatcher, () => tasks.add(20, 3)))).toBe(23);
    }
  });

  test('gives its results to the right callers when there are many', async () => {
    const sums = await run(function* ({ async }) {
      const calls = Array.from({ length: 3000 }, (_, i) => async(() => tasks.add(i, 1)));
      const results: number[] = [];
      for (const each of calls) results.push(yield* each.await());
      return results;
    });
    expect(sums).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
  });

  test('ends when the children of its coroutine have ended', async () => {
    const gate = newGate();
    expect(await run(() => tasks.withChild(gate))).toBe('returned');
    expect(gate[0]).toBe(1);
  });

  test('can itself block its thread with runBlocking', async () => {
    expect(await run(() => tasks.blocking())).toBe('onetwo');
  });

  test('takes the name of the coroutine along', async () => {
    expect(await run(() => withContext(new CoroutineName('loader'), () => tasks.name()))).toBe('loader');
    expect(await run(() => tasks.name())).toBe(null);
  });

  test('takes registered context elements along, and no others', async () => {
    const context = new Trace('a1').plus(new Local());
    expect(await run(() => withContext(context, () => tasks.elements()))).toEqual(['a1', false]);
  });

  test('takes them along to a thread that has not loaded the module, which registers them', async () => {
    await using fresh = newSingleThreadContext('fresh');
    const context = fresh.plus(new Trace('a1')).plus(new CoroutineName('first'));
    expect(await run(() => withContext(context, () => tasks.elements()))).toEqual(['a1', false]);
  });

  test('is lazy: nothing happens before it is run', async () => {
    const gate = newGate();
    const call = tasks.arrive(gate);
    expect(await run(() => tasks.add(1, 1))).toBe(2);
    expect(gate[0]).toBe(0);
    await run(() => call);
    expect(gate[0]).toBe(1);
    expect(await failure(() => call)).toMatchObject({
      message: 'arrive was run before: a suspend call runs once. Make a new call for another run',
    });
  });

  test('is counted among the children of its caller', async () => {
    const gate = newGate();
    const kinds: string[] = [];
    await run(function* ({ launch }) {
      const job = launch(() => tasks.spinWhileActive(gate));
      yield* tasks.add(1, 1);
      for (const child of job.children) kinds.push(String(child).replace(/@.*/, ''));
      while (Atomics.load(gate, 0) === 0) yield* delay(1);
      job.cancel();
    });
    expect(kinds).toEqual(['WorkerCoroutine{Active}']);
  });
});

describe('a mistake in a call is told at the call', () => {
  test('a module that does not exist', async () => {
    const url = new URL('./missing.js', import.meta.url);
    const error = await failure(() => workerModule<{ f(): void }>(url).f());
    expect(error).toBeInstanceOf(IllegalArgumentException);
    expect((error as Error).message).toMatch(
      new RegExp(`^The worker module ${url} could not be loaded: Cannot find module `),
    );
    expect((error as Error).cause).toMatchObject({ code: 'ERR_MODULE_NOT_FOUND' });
  });

  test('a module that fails while it is loaded', async () => {
    const url = 'data:text/javascript,throw new RangeError("at the top")';
    const error = await failure(() => workerModule<{ f(): void }>(url).f());
    expect(error).toMatchObject({ message: `The worker module ${url} could not be loaded: at the top` });
    expect((error as Error).cause).toBeInstanceOf(RangeError);
  });

  test('a function that is not exported', async () => {
    const module = workerModule<{ missing(): void }>('data:text/javascript,export const f = () => 1, n = 2');
    const error = await failure(() => module.missing());
    expect(error).toBeInstanceOf(IllegalArgumentException);
    expect((error as Error).message).toBe(
      'The worker module data:text/javascript,export const f = () => 1, n = 2 exports no function missing. It exports f',
    );
  });

  test('an export that is no function', async () => {
    const error = await failure(() => (tasks as unknown as { notAFunction(): Suspend<void> }).notAFunction());
    expect((error as Error).message).toMatch(`The worker module ${here} exports no function notAFunction. It exports `);
  });

  for (const waiting of [false, true]) {
    test(`an argument that cannot be cloned, ${waiting ? 'with no thread free' : 'with threads free'}`, async () => {
      const error = await run(function* ({ launch }) {
        const gate = newGate();
        const count = waiting ? 100 : 0;
        const jobs = Array.from({ length: count }, () =>
          launch({ start: 'undispatched' }, () => tasks.spinWhileActive(gate)),
        );
        try {
          yield* tasks.same([1, () => 2]);
        } catch (thrown) {
          return thrown;
        } finally {
          for (const job of jobs) job.cancel();
        }
        return null;
      });
      expect(error).toBeInstanceOf(IllegalArgumentException);
      expect((error as Error).message).toBe(
        `Argument 1 of same of ${here} cannot be sent to another thread: () => 2 could not be cloned.`,
      );
    });
  }

  test('a result that cannot be cloned', async () => {
    const error = await failure(() => tasks.unclonable());
    expect(error).toBeInstanceOf(IllegalArgumentException);
    expect((error as Error).message).toBe(
      `The result of unclonable of ${here} cannot be sent to another thread: Symbol(result) could not be cloned.`,
    );
    expect(await run(() => tasks.add(1, 1))).toBe(2); // and the thread goes on
  });

  test('a module that is no URL', () => {
    expect(() => workerModule('./tasks.js')).toThrow(
      `workerModule expects the module's URL, workerModule(new URL('./tasks.js', import.meta.url)), got "./tasks.js"`,
    );
    expect(() => workerModule(null as never)).toThrow(
      `workerModule expects the module's URL, workerModule(new URL('./tasks.js', import.meta.url)), got null`,
    );
  });

  test('a list for transfer that is none', () => {
    expect(() => transfer(1, null as never)).toThrow(
      'transfer expects a list of what is to be moved, transfer(bytes, [bytes.buffer]), got null',
    );
  });

  test('a call outside of a coroutine', () => {
    expect(() => tasks.add(1, 2).next()).toThrow('add was run outside of a coroutine.');
  });
});

test('a module is no promise, so a block may return it', async () => {
  expect(await run(() => tasks)).toBe(tasks);
});

test('a call under runBlocking takes its answer without the event loop', () => {
  expect(runBlocking(() => tasks.add(40, 2))).toBe(42);
  expect(runBlocking(Dispatchers.IO, () => tasks.later('later', 2))).toBe('later');
  expect(() => runBlocking(() => tasks.fail('built-in'))).toThrow('out of range');
  expect(() => runBlocking(() => tasks.exit(3))).toThrow(WorkerThreadException);
});
