import {
  type Continuation,
  type CoroutineDispatcher,
  CoroutineStart,
  Dispatchers,
  delay,
  suspendCoroutine,
  yieldNow,
} from 'suspendable';
import { runTest, StandardTestDispatcher } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

/** The steps of a coroutine that waits in suspendCoroutine while somebody resumes it and somebody cancels it. */
function play(dispatcher: CoroutineDispatcher | null, order: readonly ('cancel' | 'resume')[]): Promise<string[]> {
  const steps: string[] = [];
  let waiting!: Continuation<string>;
  return runTest(function* ({ launch }) {
    const options = dispatcher === null ? { start: CoroutineStart.UNDISPATCHED } : { context: dispatcher };
    const job = launch(options, function* (scope) {
      steps.push(yield* suspendCoroutine<string>((continuation) => (waiting = continuation)));
      steps.push(scope.isActive ? 'active' : 'cancelled');
    });
    for (const step of order) {
      if (step === 'cancel') job.cancel();
      else waiting.resume('value');
      steps.push(step);
    }
    yield* yieldNow();
  }).then(() => steps);
}

describe('suspendCoroutine', () => {
  test('a value given after the cancellation is delivered', async () => {
    expect(await play(null, ['cancel', 'resume'])).toEqual(['cancel', 'resume', 'value', 'cancelled']);
  });

  test('a value given before the cancellation is delivered', async () => {
    expect(await play(null, ['resume', 'cancel'])).toEqual(['resume', 'cancel', 'value', 'cancelled']);
  });

  test('on Unconfined the cancelled coroutine goes on in resume', async () => {
    expect(await play(Dispatchers.Unconfined, ['cancel', 'resume'])).toEqual([
      'cancel',
      'value',
      'cancelled',
      'resume',
    ]);
  });

  test('a cancelled coroutine suspends in it all the same', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      let waiting!: Continuation<string>;
      launch({ start: CoroutineStart.UNDISPATCHED }, function* (scope) {
        scope.cancel();
        steps.push(yield* suspendCoroutine<string>((continuation) => (waiting = continuation)));
        yield* delay(1);
        steps.push('unreached');
      });
      steps.push('suspended');
      waiting.resume('value');
      yield* yieldNow();
      expect(steps).toEqual(['suspended', 'value']);
    }));

  test('an exception given to the continuation is thrown', () =>
    runTest(function* () {
      let caught: unknown;
      try {
        yield* suspendCoroutine((continuation) => continuation.resumeWithException('any value'));
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe('any value');
    }));

  test('a block that resumes at once does not suspend', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      launch(() => steps.push('other'));
      steps.push(yield* suspendCoroutine<string>((continuation) => continuation.resume('value')));
      expect(steps).toEqual(['value']);
    }));

  test('a second resumption throws, also in a cancelled coroutine', () =>
    runTest(function* ({ launch }) {
      let waiting!: Continuation<number>;
      const job = launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
        yield* suspendCoroutine<number>((continuation) => (waiting = continuation));
      });
      job.cancel();
      waiting.resume(1);
      expect(() => waiting.resume(2)).toThrow(
        'Already resumed, but proposed with the value 2: a continuation is resumed once',
      );
      yield* job.join();
    }));

  test('its context is that of the coroutine', () =>
    runTest(
      function* (scope) {
        yield* suspendCoroutine<void>((continuation) => {
          expect(continuation.context).toBe(scope.coroutineContext);
          continuation.resume();
        });
      },
      { context: new StandardTestDispatcher() },
    ));
});
