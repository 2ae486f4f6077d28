import {
  awaitAll,
  CancellationException,
  Channel,
  coroutineScope,
  delay,
  flow,
  flowOf,
  newSingleThreadContext,
  run,
  runBlocking,
  runCatching,
  type Suspend,
  select,
  transfer,
  WorkerThreadException,
  withContext,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { newGate, tasks } from './gate.js';

/** Gives the other thread time for what it must not do: as much as some calls take. */
function* meanwhile(): Suspend<void> {
  for (let i = 0; i < 5; i++) yield* tasks.add(1, 1);
}

describe('a receive channel as an argument', () => {
  test('is received from on the other thread until it is closed', async () => {
    const sum = await run(function* ({ async }) {
      const numbers = new Channel<number>();
      const result = async(() => tasks.sumOf(numbers));
      for (let i = 1; i <= 100; i++) yield* numbers.send(i);
      numbers.close();
      return yield* result.await();
    });
    expect(sum).toBe(5050);
  });

  test('keeps its backpressure: no element is taken before it is wanted', async () => {
    await run(function* () {
      const numbers = new Channel<number>(10);
      for (let i = 1; i <= 3; i++) yield* numbers.send(i);
      expect(yield* tasks.receiveOne(numbers)).toBe(1);
      yield* meanwhile();
      expect([numbers.tryReceive().getOrNull(), numbers.tryReceive().getOrNull()]).toEqual([2, 3]);
    });
  });

  test('fails there with what it was closed with here', async () => {
    await run(function* () {
      const failed = new Channel<number>();
      failed.close(new RangeError('broken'));
      expect(yield* tasks.failureOf(failed)).toBe('RangeError: broken');
      const closed = new Channel<number>();
      closed.close();
      expect(yield* tasks.failureOf(closed)).toBe('ClosedReceiveChannelException: Channel was closed');
    });
  });

  test('is cancelled here when it is there', async () => {
    await run(function* () {
      const numbers = new Channel<number>(10);
      for (let i = 0; i < 5; i++) yield* numbers.send(i);
      yield* tasks.cancelAfter(numbers, 2);
      expect(numbers.isClosedForSend).toBe(true);
      expect(numbers.tryReceive().exceptionOrNull()).toMatchObject({ message: 'had enough' });
    });
  });

  test('is not received from any more when the call is cancelled', async () => {
    await run(function* () {
      const numbers = new Channel<number>(10);
      expect(yield* withTimeoutOrNull(20, () => tasks.receiveOne(numbers))).toBe(null);
      yield* numbers.send(1);
      yield* meanwhile();
      expect(numbers.tryReceive().getOrNull()).toBe(1);
    });
  });

  test('can be selected from there', async () => {
    await run(function* () {
      const a = new Channel<number>(1);
      const b = new Channel<number>(1);
      yield* b.send(5);
      expect(yield* tasks.selectOf(a, b)).toBe('b 5');
    });
  });

  test('works under runBlocking', () => {
    const sum = runBlocking(function* ({ async }) {
      const numbers = new Channel<number>();
      const result = async(() => tasks.sumOf(numbers));
      for (let i = 1; i <= 10; i++) yield* numbers.send(i);
      numbers.close();
      return yield* result.await();
    });
    expect(sum).toBe(55);
  });
});

describe('a send channel as an argument', () => {
  test('gets the elements in their order, and the close', async () => {
    await run(function* ({ async }) {
      const numbers = new Channel<number>();
      const gate = newGate();
      const sent = async(() => tasks.sendAll(numbers, 50, gate));
      expect(yield* numbers.toList()).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
      expect(yield* sent.await()).toBe('sent');
    });
  });

  test('keeps its backpressure: the sender waits until the element is taken', async () => {
    await run(function* ({ async }) {
      const numbers = new Channel<number>(2);
      const gate = newGate();
      const sent = async(() => tasks.sendAll(numbers, 10, gate));
      while (gate[0]! < 2) yield* delay(1);
      yield* meanwhile();
      expect(gate[0]).toBe(2);
      yield* numbers.receive();
      while (gate[0]! < 3) yield* delay(1);
      yield* meanwhile();
      expect(gate[0]).toBe(3);
      numbers.cancel(new CancellationException('enough'));
      expect(yield* sent.await()).toBe('CancellationException: enough');
    });
  });

  test('that is closed here refuses there', async () => {
    await run(function* () {
      const numbers = new Channel<number>();
      numbers.close();
      expect(yield* tasks.sendAll(numbers, 1, newGate())).toBe('ClosedSendChannelException: Channel was closed');
    });
  });

  test('moves what is wrapped by transfer', async () => {
    await run(function* ({ async }) {
      const channel = new Channel<Uint8Array>(1);
      const left = async(() => tasks.sendBytes(channel, 100));
      expect((yield* channel.receive()).length).toBe(100);
      expect(yield* left.await()).toBe(0);
    });
  });
});

describe('a flow', () => {
  test('as an argument is collected on the other thread', async () => {
    expect(await run(() => tasks.sumOfFlow(flowOf(1, 2, 3)))).toBe(6);
  });

  test('as an argument ends here when it is left there', async () => {
    const steps: string[] = [];
    const numbers = flow<number>(function* ({ emit }) {
      try {
        for (let i = 1; ; i++) {
          steps.push(`emit ${i}`);
          yield* emit(i);
        }
      } finally {
        steps.push('left');
      }
    });
    expect(await run(() => tasks.firstOf(numbers))).toBe(1);
    expect(steps).toEqual(['emit 1', 'left']);
  });

  test('as an argument fails there with its failure', async () => {
    const failing = flow<number>(() => {
      throw new RangeError('here');
    });
    await expect(run(() => tasks.sumOfFlow(failing))).rejects.toThrow(RangeError);
  });

  test('as a result is collected here, as often as wanted', async () => {
    await run(function* () {
      const gate = newGate();
      const numbers = yield* tasks.numbers(3, gate);
      expect(yield* numbers.toList()).toEqual([1, 2, 3]);
      expect(yield* numbers.map((n) => n * 2).toList()).toEqual([2, 4, 6]);
      expect(gate[0]).toBe(6);
    });
  });

  test('as a result goes on when the collector is done with an element', async () => {
    await run(function* () {
      const gate = newGate();
      const numbers = yield* tasks.numbers(10, gate);
      const seen: (number | undefined)[] = [];
      yield* numbers.take(3).collect(function* () {
        yield* meanwhile();
        seen.push(gate[0]);
      });
      expect(seen).toEqual([0, 1, 2]);
      expect(gate[1]).toBe(1); // its finally has run
    });
  });

  test('as a result fails here with its failure', async () => {
    await run(function* () {
      const failing = yield* tasks.failingFlow();
      const seen: unknown[] = [];
      try {
        yield* failing.collect((n) => seen.push(n));
      } catch (error) {
        seen.push(error);
      }
      expect(seen).toMatchObject([1, { message: 'in the flow' }]);
      expect(seen[1]).toBeInstanceOf(RangeError);
    });
  });

  test('as a result is lost with its thread', async () => {
    const single = newSingleThreadContext('single');
    const error = await run(() =>
      coroutineScope(function* ({ launch }) {
        const gate = newGate();
        const numbers = yield* withContext(single, () => tasks.numbers(1_000_000, gate));
        launch(function* () {
          while (gate[0] === 0) yield* delay(1);
          yield* withContext(single, () => tasks.exit(1));
        });
        yield* numbers.collect();
      }),
    ).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(WorkerThreadException);
    single.close();
  });
});

test('a receive channel as a result is received from here', async () => {
  await run(function* () {
    const numbers = yield* tasks.producer(5);
    expect(yield* numbers.toList()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('onSend of a channel of another thread', () => {
  test('waits for room, and sends each element once', async () => {
    await run(function* ({ async }) {
      const [a, b] = [new Channel<number>(), new Channel<number>(1)];
      const sent = async(() => tasks.sendToEither(a, b, 200));
      const lists = [async(() => a.toList()), async(() => b.toList())];
      const [first, second] = yield* awaitAll(...lists);
      expect(yield* sent.await()).toBe(`${first!.length} of 200`);
      expect([...first!, ...second!].sort((x, y) => x - y)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    });
  });

  test('sends nothing when another clause wins', async () => {
    await run(function* () {
      const channel = new Channel<number>();
      expect(yield* tasks.sendWithin(5, channel, 1)).toBe('too late');
      expect(channel.tryReceive().isSuccess).toBe(false);
    });
  });

  test('sends if and only if its clause has won, however close the race', async () => {
    await run(function* ({ async }) {
      for (let i = 0; i < 100; i++) {
        const channel = new Channel<number>();
        const outcome = async(() => tasks.sendWithin(3, channel, i));
        yield* delay(i % 7);
        let received = channel.tryReceive().getOrNull();
        while (received === null && !outcome.isCompleted) {
          yield* yieldNow();
          received = channel.tryReceive().getOrNull();
        }
        expect([i, yield* outcome.await()]).toEqual([i, received === null ? 'too late' : 'sent']);
        expect(received).toBe(received === null ? null : i);
      }
    });
  });

  test('goes with a receive of the same select', async () => {
    await run(function* ({ async, launch }) {
      const [numbers, out] = [new Channel<number>(), new Channel<number>()];
      const kept = async(() => tasks.passOn(numbers, out));
      launch(function* () {
        for (let i = 0; i < 300; i++) yield* numbers.send(i);
        numbers.close();
      });
      expect(yield* out.toList()).toEqual(Array.from({ length: 300 }, (_, i) => i));
      expect(yield* kept.await()).toEqual([]);
    });
  });

  test('can send to a channel of a third thread', async () => {
    await run(function* ({ async }) {
      const channel = new Channel<number>();
      const sent = async(() => tasks.sendByAnother(channel, 7));
      expect(yield* channel.receive()).toBe(7);
      expect(yield* sent.await()).toBe('sent');
    });
  });

  test('throws what the channel was closed with, and what cannot be sent', async () => {
    await run(function* () {
      const closed = new Channel<unknown>();
      closed.close(new RangeError('broken'));
      expect(yield* tasks.failureOfOnSend(closed, 1)).toBe('RangeError: broken');
      const source = yield* tasks.bottomless();
      yield* select(source.onSend(1, () => {}));
      const refused = yield* runCatching(() => select(source.onSend(meanwhile, () => {})));
      expect(refused).toMatchObject({ status: 'rejected', reason: { name: 'DataCloneError' } });
      const bytes = new Uint8Array(10);
      expect(() => source.onSend(transfer(bytes, [bytes.buffer]), () => {})).toThrow(
        'onSend cannot move an object of class Uint8Array to another thread, since another clause may win. Use send, or give it without transfer',
      );
      expect(bytes.length).toBe(10);
    });
  });

  test('is cancelled with its select, and sends nothing then', async () => {
    await run(function* () {
      const channel = new Channel<number>();
      expect(yield* withTimeoutOrNull(20, () => tasks.sendWithin(60_000, channel, 1))).toBe(null);
      yield* meanwhile();
      expect(channel.tryReceive().isSuccess).toBe(false);
    });
  });

  test('works under runBlocking', () => {
    const result = runBlocking(function* ({ async }) {
      const channel = new Channel<number>();
      const sent = async(() => tasks.sendWithin(60_000, channel, 5));
      return [yield* channel.receive(), yield* sent.await()];
    });
    expect(result).toEqual([5, 'sent']);
  });
});
