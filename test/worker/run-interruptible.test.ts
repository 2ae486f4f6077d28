import {
  CancellationException,
  CoroutineName,
  Dispatchers,
  IllegalArgumentException,
  newSingleThreadContext,
  run,
  runBlocking,
  runInterruptible,
  withContext,
  withTimeoutOrNull,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { newGate, open, tasks } from './gate.js';

describe('runInterruptible', () => {
  test('returns the result of its block', async () => {
    expect(await run(() => runInterruptible(() => tasks.add(1, 2)))).toBe(3);
    expect(await run(() => runInterruptible(Dispatchers.IO, () => tasks.add(3, 4)))).toBe(7);
    expect(await run(() => runInterruptible(new CoroutineName('named'), () => tasks.name()))).toBe('named');
  });

  test('throws the failure of its block', async () => {
    await expect(run(() => runInterruptible(() => tasks.fail('built-in')))).rejects.toThrow('out of range');
  });

  test('ends an infinite loop, and the pool goes on', async () => {
    const gate = newGate();
    const outcome = await run(function* ({ async }) {
      const call = async(() => runInterruptible(() => tasks.spin(gate)));
      while (gate[0] === 0) yield* tasks.later(0, 1);
      call.cancel(new CancellationException('enough'));
      yield* call.join();
      return call.getCompletionExceptionOrNull();
    });
    expect(outcome).toBeInstanceOf(CancellationException);
    expect((outcome as Error).message).toBe('enough');
    expect(await run(() => tasks.add(1, 1))).toBe(2);
  });

  test('ends a call that blocks its thread', async () => {
    expect(await run(() => withTimeoutOrNull(20, () => runInterruptible(() => tasks.passGate(newGate()))))).toBe(null);
  });

  test('ends it for runBlocking as well', () => {
    expect(runBlocking(() => withTimeoutOrNull(20, () => runInterruptible(() => tasks.spin(newGate()))))).toBe(null);
  });

  test('harms no other call', async () => {
    const gate = newGate();
    const results = await run(function* ({ async }) {
      const others = Array.from({ length: 200 }, (_, i) => async(() => tasks.later(i, i % 7)));
      const spinning = async(() => runInterruptible(() => tasks.spin(gate)));
      const more = Array.from({ length: 200 }, (_, i) => async(() => tasks.later(200 + i, i % 7)));
      while (gate[0] === 0) yield* tasks.later(0, 1);
      yield* spinning.cancelAndJoin();
      const values: number[] = [];
      for (const each of [...others, ...more]) values.push(Number(yield* each.await()));
      return values;
    });
    expect(results).toEqual(Array.from({ length: 400 }, (_, i) => i));
  });

  test('waits for a call that has seen its cancellation', async () => {
    const gate = newGate();
    const told = newGate();
    await run(function* ({ launch }) {
      const job = launch(() => runInterruptible(() => tasks.waitForCancellation(gate, told)));
      while (gate[0] === 0) yield* tasks.later(0, 1);
      yield* job.cancelAndJoin();
    });
    expect(gate[0]).toBe(2); // its cleanup has run
  });

  test('gives a pool of one thread a new one', async () => {
    await using single = newSingleThreadContext('single');
    const first = await run(() => withContext(single, () => tasks.thread()));
    expect(await run(() => withTimeoutOrNull(20, () => runInterruptible(single, () => tasks.spin(newGate()))))).toBe(
      null,
    );
    expect(await run(() => withContext(single, () => tasks.thread()))).not.toBe(first);
  });

  test('lets a call on a busy thread wait until that is free', async () => {
    await using single = newSingleThreadContext('single');
    const gate = newGate();
    const order = await run(function* ({ async }) {
      const blocked = async(single, () => tasks.passGate(gate));
      const interruptible = async(single, () => runInterruptible(() => tasks.thread()));
      while (gate[0] === 0) yield* tasks.later(0, 1);
      open(gate);
      return [yield* blocked.await(), yield* interruptible.await()];
    });
    expect(order[0]).toBe(order[1]);
  });

  test('refuses what is no block or no context', () => {
    expect(() => runInterruptible(1 as never)).toThrow(IllegalArgumentException);
    expect(() => runInterruptible({} as never, () => 1)).toThrow(
      'runInterruptible expects a CoroutineContext before the block, got an object of class Object',
    );
  });
});
