import {
  CancellationException,
  CoroutineExceptionHandler,
  CoroutineName,
  CoroutineScope,
  CoroutineStart,
  currentCoroutineContext,
  delay,
  IllegalArgumentException,
  Job,
  produce,
  type ReceiveChannel,
  SupervisorJob,
  type Suspend,
  supervisorScope,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { now, perform, step, text } from '../perform.js';
import { kinds, overKinds, upTo } from './kinds.js';

function* attempt(call: () => Suspend<unknown>): Suspend<unknown> {
  try {
    return yield* call();
  } catch (error) {
    return error;
  }
}
const received = (channel: ReceiveChannel<unknown>) => attempt(() => channel.receive());
const noting = new CoroutineExceptionHandler((_, error) => step('handler', error));

describe('produce', () => {
  test('sends what its block sends and then closes', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, function* ({ send }) {
          step('2 the producer starts');
          yield* send(1);
          step('3 sent 1 to the consumer that waits');
          yield* send(2);
          step('6 sent 2, ends');
        });
        step('1 the consumer goes first');
        step('4 received', yield* numbers.receive());
        step('5 received', yield* numbers.receive());
        step('7', yield* numbers.receiveCatching(), numbers.isClosedForReceive);
      }),
    ).toEqual([
      '1 the consumer goes first',
      '2 the producer starts',
      '3 sent 1 to the consumer that waits',
      '4 received 1',
      '5 received 2',
      '6 sent 2, ends',
      '7 Closed(null) true',
      'end',
    ]);
  });

  overKinds(kinds, 'has a channel of the capacity and policy of %', ({ capacity, onBufferOverflow, ...kind }) => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, { capacity, onBufferOverflow }, function* ({ trySend }) {
          step(upTo(9).filter((n) => trySend(n).isSuccess).length);
        });
        yield* delay(1);
        step((yield* numbers.toList()).length);
      }),
    ).toEqual([`${kind.drops === 'nothing' ? Math.min(9, kind.room) : 9}`, `${Math.min(9, kind.room)}`, 'end']);
  });

  test('waits for its children before the channel is closed', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, function* ({ launch, send }) {
          launch(function* () {
            yield* delay(5);
            yield* send(2);
          });
          yield* send(1);
        });
        step(yield* numbers.toList(), now());
      }),
    ).toEqual(['[1, 2] 5', 'end']);
  });

  test('that closes its channel goes on to its end', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, function* ({ send, channel }) {
          yield* send(1);
          step('closes', channel.close(), yield* attempt(() => send(2)));
          yield* delay(10);
          step('ends at', now());
        });
        step(yield* numbers.receive(), yield* numbers.receiveCatching(), now());
      }),
    ).toEqual(['closes true ClosedSendChannelException(Channel was closed)', '1 Closed(null) 0', 'ends at 10', 'end']);
  });

  test('that fails delivers what it sent and cancels its parent', () => {
    expect(
      perform(function* () {
        const scope = new CoroutineScope(currentCoroutineContext().plus(new Job()).plus(noting));
        const numbers = produce<number>(scope, { capacity: 4 }, function* ({ send }) {
          yield* send(1);
          yield* send(2);
          throw new Error('boom');
        });
        yield* delay(1);
        step('active', scope.isActive);
        step(yield* received(numbers), yield* received(numbers), yield* received(numbers));
      }),
    ).toEqual(['active false', '1 2 Error(boom)', 'end']);
  });

  test('that fails without a consumer keeps its failure in the channel', () => {
    expect(
      perform(function* () {
        const scope = new CoroutineScope(currentCoroutineContext().plus(new SupervisorJob()).plus(noting));
        const numbers = produce<number>(scope, () => {
          throw new Error('boom');
        });
        yield* delay(1);
        step(yield* received(numbers));
      }),
    ).toEqual(['Error(boom)', 'end']);
  });

  test.each([undefined, null])('that throws %s does not seem to its consumer to have ended well', (nothing) => {
    expect(
      perform(() =>
        supervisorScope(function* (scope) {
          const numbers = produce<number>(scope, function* ({ send }) {
            yield* send(1);
            throw nothing;
          });
          try {
            yield* numbers.consumeEach(step);
          } catch (error) {
            step(error, (error as Error).cause);
          }
        }),
      ),
    ).toEqual([
      '1',
      `IllegalStateException(ProducerCoroutine failed with ${nothing}. Throw an error: throw new Error('...')) ${nothing}`,
      'end',
    ]);
  });

  test('that fails once its channel is cancelled tells the handler', () => {
    expect(
      perform(function* () {
        const scope = new CoroutineScope(currentCoroutineContext().plus(new SupervisorJob()).plus(noting));
        const numbers = produce<number>(scope, function* () {
          try {
            yield* delay(100);
          } finally {
            throw new Error('in the cleanup');
          }
        });
        yield* delay(1);
        numbers.cancel();
        yield* delay(1);
        step(yield* received(numbers));
      }),
    ).toEqual(['handler Error(in the cleanup)', 'JobCancellationException(ProducerCoroutine was cancelled)', 'end']);
  });

  test('is cancelled along with its channel', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, function* ({ send }) {
          try {
            yield* send(1);
            yield* send(2);
          } catch (error) {
            step('producer', error, currentCoroutineContext().get(Job)!.isActive);
            step('producer', yield* attempt(() => send(3)));
            throw error;
          }
        });
        step(yield* numbers.receive());
        yield* delay(1);
        numbers.cancel(new CancellationException('enough'));
        step('consumer', yield* received(numbers));
        yield* delay(1);
        step((numbers as unknown as Job).isCancelled, (numbers as unknown as Job).isCompleted);
      }),
    ).toEqual([
      '1',
      'consumer CancellationException(enough)',
      'producer CancellationException(enough) false',
      'producer CancellationException(enough)',
      'true true',
      'end',
    ]);
  });

  test('says whose cancellation it is if no cause is given', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, ({ send }) => send(1));
        yield* delay(1);
        numbers.cancel();
        numbers.cancel(new CancellationException('second'));
        step(yield* received(numbers));
      }),
    ).toEqual(['JobCancellationException(ProducerCoroutine was cancelled)', 'end']);
  });

  test('that only its job cancels may still send', () => {
    expect(
      perform(function* ({ coroutineContext }) {
        const parent = new Job(coroutineContext.get(Job));
        const scope = new CoroutineScope(coroutineContext.plus(parent));
        const numbers = produce<number>(scope, { capacity: 2 }, function* ({ send }) {
          try {
            yield* delay(100);
          } finally {
            yield* send(1);
            step('sent in the cleanup');
          }
        });
        yield* delay(1);
        parent.cancel();
        step('closed', (numbers as unknown as { isClosedForSend: boolean }).isClosedForSend);
        step(yield* received(numbers));
        step(yield* received(numbers));
        yield* parent.join();
      }),
    ).toEqual(['closed false', 'sent in the cleanup', '1', 'JobCancellationException(Job was cancelled)', 'end']);
  });

  test('below a cancelled job never runs its block', () => {
    expect(
      perform(function* ({ coroutineContext }) {
        const parent = new Job();
        parent.cancel();
        const scope = new CoroutineScope(coroutineContext.plus(parent));
        const numbers = produce<number>(scope, () => step('unreached'));
        step('closed', numbers.isClosedForReceive);
        yield* delay(1);
        step(yield* received(numbers));
      }),
    ).toEqual(['closed false', 'JobCancellationException(Job was cancelled)', 'end']);
  });

  test('takes a context in place of its options', () => {
    expect(
      perform(function* (scope) {
        const names = produce<string>(scope, new CoroutineName('P'), function* ({ send, coroutineContext }) {
          yield* send(`${coroutineContext.get(CoroutineName)}`);
        });
        step(yield* names.receive());
      }),
    ).toEqual(['CoroutineName(P)', 'end']);
  });

  test('started lazily begins when its job is started', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, { start: CoroutineStart.LAZY }, function* ({ send }) {
          step('starts');
          yield* send(1);
        });
        yield* delay(1);
        step('still new', `${numbers}`.startsWith('ProducerCoroutine{New}@'));
        (numbers as unknown as Job).start();
        step(yield* numbers.receive());
      }),
    ).toEqual(['still new true', 'starts', '1', 'end']);
  });

  test('refuses a capacity that a channel refuses', () => {
    expect(
      perform((scope) => {
        try {
          produce(scope, { capacity: -5 }, () => step('unreached'));
        } catch (error) {
          step(error instanceof IllegalArgumentException, text(error));
        }
      }),
    ).toEqual(['true IllegalArgumentException(Invalid channel capacity: -5, should be >= 0)', 'end']);
  });

  test.each([0, 1, 10, 1000, Number.POSITIVE_INFINITY])(
    'delivers all of 10000 elements over a buffer of %s',
    (capacity) => {
      expect(
        perform(function* (scope) {
          const numbers = produce<number>(scope, { capacity }, function* ({ send }) {
            for (const n of upTo(10_000)) yield* send(n);
          });
          let expected = 1;
          yield* numbers.consumeEach((n) => {
            if (n !== expected++) step('out of order', n);
          });
          step(expected - 1);
        }),
      ).toEqual(['10000', 'end']);
    },
  );
});
