import {
  awaitAll,
  type CoroutineBlock,
  Dispatchers,
  newSingleThreadContext,
  run,
  runBlocking,
  type Suspend,
  supervisorScope,
  WorkerThreadException,
  withContext,
  workerModule,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { here, newGate, open, tasks } from './gate.js';

async function thrown(call: () => Suspend<unknown>): Promise<Error> {
  return run(call).then(
    (value) => {
      throw new Error(`expected a failure, got ${value}`);
    },
    (error) => error,
  );
}

describe('a thread that ends in the middle of a call', () => {
  test('by process.exit fails the call', async () => {
    const error = await thrown(() => tasks.exit(7));
    expect(error).toBeInstanceOf(WorkerThreadException);
    expect(error.message).toBe(`The thread of exit of ${here} ended with exit code 7`);
  });

  test('for want of memory fails the call', async () => {
    await using small = newSingleThreadContext('small', { resourceLimits: { maxOldGenerationSizeMb: 32 } });
    const error = await thrown(() => withContext(small, () => tasks.exhaustMemory()));
    expect(error).toBeInstanceOf(WorkerThreadException);
    expect(error.message).toBe(
      `The thread of exhaustMemory of ${here} crashed: Worker terminated due to reaching memory limit: JS heap out of memory`,
    );
    expect(await run(() => withContext(small, () => tasks.add(1, 1)))).toBe(2); // on another thread
  });

  test('for an uncaught failure fails the call with it', async () => {
    const error = await thrown(() => tasks.throwLater());
    expect(error).toBeInstanceOf(WorkerThreadException);
    expect(error.message).toBe(`The thread of throwLater of ${here} crashed: nobody takes this`);
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test('while it loads the module fails the call', async () => {
    const module = workerModule<{ f(): void }>('data:text/javascript,process.exit(4)');
    const error = await thrown(() => module.f());
    expect(error.message).toBe('The thread of f of data:text/javascript,process.exit(4) ended with exit code 4');
  });

  test('fails those of its calls that have begun, and runs the others elsewhere', async () => {
    await using single = newSingleThreadContext('single');
    const gate = newGate();
    const outcome = await run(() =>
      supervisorScope(function* ({ async }) {
        const waits = async(single, () => tasks.later('waits', 60_000));
        const exits = async(single, () => tasks.exitAtGate(gate));
        const others = Array.from({ length: 10 }, (_, i) => async(single, () => tasks.add(i, 0)));
        while (gate[0] === 0) yield* tasks.later(0, 1);
        open(gate);
        const failures: unknown[] = [];
        for (const each of [waits, exits]) {
          yield* each.join();
          failures.push((each.getCompletionExceptionOrNull() as Error).message);
        }
        return { failures, sums: yield* awaitAll(...others) };
      }),
    );
    expect(outcome).toEqual({
      failures: [
        `The thread of later of ${here} ended with exit code 5`,
        `The thread of exitAtGate of ${here} ended with exit code 5`,
      ],
      sums: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    });
  });

  test('is replaced, again and again', async () => {
    for (let i = 0; i < 5; i++) {
      await thrown(() => withContext(Dispatchers.IO, () => tasks.exit(i)));
      expect(await run(() => tasks.add(i, 1))).toBe(i + 1);
    }
  });
});

describe('a thread that ends while its caller blocks', () => {
  function thrownTo(call: CoroutineBlock<unknown>): Error {
    try {
      runBlocking(call);
    } catch (error) {
      return error as Error;
    }
    throw new Error('expected a failure');
  }

  test('by process.exit fails the call', () => {
    const error = thrownTo(() => tasks.exit(7));
    expect(error).toBeInstanceOf(WorkerThreadException);
    expect(error.message).toBe(`The thread of exit of ${here} ended with exit code 7`);
  });

  test('for an uncaught failure fails the call with it', () => {
    const error = thrownTo(() => tasks.throwLater());
    expect(error.message).toBe(`The thread of throwLater of ${here} crashed: nobody takes this`);
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  test('for want of memory fails the call, and the next has another', async () => {
    await using small = newSingleThreadContext('small', { resourceLimits: { maxOldGenerationSizeMb: 32 } });
    const error = thrownTo(() => withContext(small, () => tasks.exhaustMemory()));
    expect(error).toBeInstanceOf(WorkerThreadException);
    expect(error.message).toBe(
      `The thread of exhaustMemory of ${here} ended without an exit code: it ran out of memory, or could not start`,
    );
    expect(runBlocking(() => withContext(small, () => tasks.add(1, 1)))).toBe(2);
  });

  test('fails it although another thread rings all the time', async () => {
    await using small = newSingleThreadContext('small', { resourceLimits: { maxOldGenerationSizeMb: 32 } });
    const error = thrownTo(function* ({ launch }) {
      const ringing = launch(function* () {
        for (;;) yield* tasks.later(0, 1);
      });
      try {
        yield* withContext(small, () => tasks.exhaustMemory());
      } finally {
        ringing.cancel();
      }
    });
    expect(error).toBeInstanceOf(WorkerThreadException);
  });
});
