import {
  CancellationException,
  delay,
  run,
  type Suspend,
  TimeoutCancellationException,
  withTimeout,
  withTimeoutOrNull,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { randomOf } from '../random.js';
import { arrivals, newGate, tasks } from './gate.js';

/** Cancels a call when it has arrived at its gate, and returns how its job ended. */
async function cancelled(call: (gate: Int32Array) => Suspend<unknown>, gate = newGate()): Promise<unknown> {
  let job!: { cancel(cause: CancellationException): void };
  const end = run(function* ({ async }) {
    const deferred = async(() => call(gate));
    job = deferred;
    yield* deferred.join();
    return deferred.getCompletionExceptionOrNull();
  });
  await arrivals(gate, 1);
  job.cancel(new CancellationException('enough', { cause: new TypeError('reason') }));
  return end;
}

describe('the cancellation of a call', () => {
  test('ends a loop that asks isActive', async () => {
    expect(await cancelled((gate) => tasks.spinWhileActive(gate))).toMatchObject({ message: 'enough' });
  });

  test('ends a loop that calls ensureActive', async () => {
    expect(await cancelled((gate) => tasks.spinEnsuringActive(gate))).toMatchObject({ message: 'enough' });
  });

  test('ends a loop that calls yieldNow', async () => {
    expect(await cancelled((gate) => tasks.spinYielding(gate))).toMatchObject({ message: 'enough' });
  });

  test('reaches the children of the coroutine there', async () => {
    expect(await cancelled((gate) => tasks.spinInChild(gate))).toMatchObject({ message: 'enough' });
  });

  test('takes its cause along, and waits for the cleanup there', async () => {
    const told = newGate();
    const gate = newGate();
    const error = await cancelled((each) => tasks.waitForCancellation(each, told), gate);
    expect(gate[0]).toBe(2);
    expect([...told]).toEqual(['enough'.length, 1]);
    expect(error).toBeInstanceOf(CancellationException);
    expect((error as Error).message).toBe('enough');
  });

  test('by a timeout is that timeout', async () => {
    const gate = newGate();
    const error = await run(() => withTimeout(30, () => tasks.spinWhileActive(gate))).catch((e) => e);
    expect(error).toBeInstanceOf(TimeoutCancellationException);
    expect(await run(() => withTimeoutOrNull(30, () => tasks.spinEnsuringActive(gate)))).toBe(null);
  });

  test('by a failing sibling ends the call', async () => {
    const gate = newGate();
    const end = run(function* ({ launch }) {
      launch(() => tasks.spinWhileActive(gate));
      // Not a second call: what waits on a thread goes on when the loops there have ended.
      while (Atomics.load(gate, 0) === 0) yield* delay(1);
      throw new RangeError('sibling');
    });
    await expect(end).rejects.toThrow('sibling');
  });

  test('of a call that waits for a thread ends it without a start', async () => {
    const gate = newGate();
    const waiting = newGate();
    await run(function* ({ launch }) {
      const busy = Array.from({ length: 80 }, () =>
        launch({ start: 'undispatched' }, () => tasks.spinWhileActive(gate)),
      );
      const last = launch({ start: 'undispatched' }, () => tasks.arrive(waiting));
      yield* delay(1);
      yield* last.cancelAndJoin();
      for (const job of busy) job.cancel();
    });
    expect(waiting[0]).toBe(0);
  });

  test('of a coroutine that was cancelled before makes no call', async () => {
    const gate = newGate();
    await run(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* delay(60_000);
        } finally {
          yield* tasks.arrive(gate);
        }
      });
      yield* delay(1);
      yield* job.cancelAndJoin();
    });
    expect(gate[0]).toBe(0);
  });

  test('of a random third of 10,000 calls loses nothing', async () => {
    const random = randomOf(7);
    const running = newGate();
    const outcomes = await run(function* ({ async }) {
      const calls = Array.from({ length: 10_000 }, (_, i) => async(() => tasks.counted(i, i % 3, running)));
      const toCancel = calls.filter(() => random.below(3) === 0);
      for (const each of toCancel) {
        if (random.below(10) === 0) yield* delay(1);
        each.cancel();
      }
      const ended = { result: 0, cancelled: 0, wrong: 0 };
      for (const [i, each] of calls.entries()) {
        yield* each.join();
        if (!each.isCancelled) {
          ended.result++;
          if (each.getCompleted() !== i) ended.wrong++;
        } else if (toCancel.includes(each)) ended.cancelled++;
        else ended.wrong++;
      }
      return { ...ended, asked: toCancel.length };
    });
    expect(outcomes.wrong).toBe(0);
    expect(outcomes.result + outcomes.cancelled).toBe(10_000);
    expect(outcomes.cancelled).toBeLessThanOrEqual(outcomes.asked);
    expect(running[0]).toBe(0);
  });
});
