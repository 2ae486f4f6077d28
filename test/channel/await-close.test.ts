import {
  CoroutineExceptionHandler,
  CoroutineName,
  CoroutineScope,
  CoroutineStart,
  coroutineScope,
  delay,
  Job,
  produce,
  SupervisorJob,
  type Suspend,
  withContext,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';

function* attempt(call: () => Suspend<unknown>): Suspend<unknown> {
  try {
    return yield* call();
  } catch (error) {
    return error;
  }
}
const cleanup = () => step('cleanup');
const ELSEWHERE = 'IllegalStateException(awaitClose() can only be invoked from the producer context)';

describe('awaitClose', () => {
  test('cleans up when the consumer cancels the channel', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, function* ({ awaitClose }) {
          step('1 waits');
          yield* awaitClose(cleanup);
          step('unreached');
        });
        yield* delay(1);
        step('2 cancels');
        numbers.cancel();
        step('3 cancelled');
      }),
    ).toEqual(['1 waits', '2 cancels', '3 cancelled', 'cleanup', 'end']);
  });

  test('cleans up and goes on when the channel is closed', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, function* ({ awaitClose, channel, launch }) {
          launch(function* () {
            yield* delay(1);
            channel.close();
          });
          yield* awaitClose(cleanup);
          step('goes on');
        });
        yield* delay(2);
        step(yield* numbers.receiveCatching());
      }),
    ).toEqual(['cleanup', 'goes on', 'Closed(null)', 'end']);
  });

  test('cleans up when the parent is cancelled', () => {
    expect(
      perform(function* ({ coroutineContext }) {
        const parent = new Job();
        const numbers = produce<number>(new CoroutineScope(coroutineContext.plus(parent)), function* ({ awaitClose }) {
          yield* awaitClose(cleanup);
          step('unreached');
        });
        yield* delay(1);
        parent.cancel();
        yield* delay(1);
        step(yield* attempt(() => numbers.receive()));
      }),
    ).toEqual(['cleanup', 'JobCancellationException(Job was cancelled)', 'end']);
  });

  test('cleans up when a child of the producer fails', () => {
    expect(
      perform(function* ({ coroutineContext }) {
        const scope = new CoroutineScope(coroutineContext.plus(new SupervisorJob()));
        const numbers = produce<number>(scope, function* ({ awaitClose, launch }) {
          launch(function* () {
            yield* delay(1);
            throw new Error('child');
          });
          yield* awaitClose(cleanup);
          step('unreached');
        });
        yield* delay(2);
        step(yield* attempt(() => numbers.receive()));
      }),
    ).toEqual(['cleanup', 'Error(child)', 'end']);
  });

  test('cleans up when the channel was closed before', () => {
    expect(
      perform(function* (scope) {
        produce<number>(scope, function* ({ awaitClose, channel }) {
          channel.close();
          yield* awaitClose(cleanup);
          step('goes on');
        });
      }),
    ).toEqual(['cleanup', 'goes on', 'end']);
  });

  test('cleans up when the producer was cancelled before', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, { start: CoroutineStart.ATOMIC }, function* ({ awaitClose }) {
          yield* awaitClose(cleanup);
          step('unreached');
        });
        numbers.cancel();
      }),
    ).toEqual(['cleanup', 'end']);
  });

  test('needs no cleanup', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, ({ awaitClose }) => awaitClose());
        yield* delay(1);
        numbers.cancel();
      }),
    ).toEqual(['end']);
  });

  test('fails with the failure of the cleanup', () => {
    expect(
      perform(function* ({ coroutineContext }) {
        const handler = new CoroutineExceptionHandler((_, error) => step('handler', error));
        const scope = new CoroutineScope(coroutineContext.plus(new SupervisorJob()).plus(handler));
        const numbers = produce<number>(scope, ({ awaitClose }) =>
          awaitClose(() => {
            throw new Error('cleanup');
          }),
        );
        yield* delay(1);
        numbers.cancel();
        yield* delay(1);
        step(yield* attempt(() => numbers.receive()));
      }),
    ).toEqual(['handler Error(cleanup)', 'JobCancellationException(ProducerCoroutine was cancelled)', 'end']);
  });

  test('belongs into the coroutine of the producer itself', () => {
    expect(
      perform(function* (scope) {
        produce<number>(scope, function* ({ awaitClose, launch, channel }) {
          yield* launch(function* () {
            step(yield* attempt(() => awaitClose(cleanup)));
          }).join();
          yield* coroutineScope(function* () {
            step(yield* attempt(() => awaitClose(cleanup)));
          });
          yield* withContext(new CoroutineName('other'), function* () {
            step(yield* attempt(() => awaitClose(cleanup)));
          });
          channel.close();
        });
      }),
    ).toEqual([ELSEWHERE, ELSEWHERE, ELSEWHERE, 'end']);
  });

  test('is called once and without a handler beside it', () => {
    const second =
      'IllegalStateException(Another handler is already registered with invokeOnClose: it takes one. ' +
      'Do both things in one handler)';
    expect(
      perform(function* (scope) {
        produce<number>(scope, function* ({ awaitClose, channel }) {
          channel.close();
          yield* awaitClose(() => step('first'));
          step(yield* attempt(() => awaitClose(() => step('second'))));
        });
        yield* delay(1);
        produce<number>(scope, function* ({ awaitClose, channel }) {
          channel.invokeOnClose((cause) => step('own', cause));
          step(yield* attempt(() => awaitClose(cleanup)));
        });
      }),
    ).toEqual(['first', 'second', second, 'cleanup', second, 'own null', 'end']);
  });
});
