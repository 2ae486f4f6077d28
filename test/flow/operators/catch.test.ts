import {
  CancellationException,
  coroutineScope,
  delay,
  flow,
  getSuppressed,
  type Suspend,
  withTimeout,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../../perform.js';
import { collected, of } from '../flows.js';

const failing = flow<number>(function* ({ emit }) {
  yield* emit(1);
  throw new Error('upstream');
});

const waiting = flow<number>(() => delay(Infinity));

/** Emits one element and throws `error` on its way out. */
function failingAtTheEnd(error: unknown) {
  return flow<number>(function* ({ emit }) {
    try {
      yield* emit(1);
    } finally {
      throw error;
    }
  });
}

/** What collecting it into a failing collector throws, and what that suppresses. */
function downstreamFails(make: ReturnType<typeof failingAtTheEnd>): string[] {
  return perform(function* () {
    try {
      yield* make
        .catch((error) => step('caught', error))
        .collect(() => {
          throw new Error('downstream');
        });
    } catch (error) {
      step(error, getSuppressed(error));
    }
  });
}

describe('catch', () => {
  it('gets the failure and may emit in its place', () => {
    const caught = failing.catch(function* (error, { emit }): Suspend<void> {
      step('caught', error);
      yield* emit(2);
    });
    expect(collected(caught)).toEqual(['1', 'caught Error(upstream)', '2', 'end']);
  });

  it('may emit a whole flow in its place', () => {
    expect(collected(failing.catch((_error, { emitAll }) => emitAll(of(7, 8))))).toEqual(['1', '7', '8', 'end']);
  });

  it('is not called when nothing fails', () => {
    expect(collected(of(1).catch(() => step('caught')))).toEqual(['1', 'end']);
  });

  it.each([undefined, null, 'text'])('catches a thrown %s as well', (thrown) => {
    const odd = flow<number>(() => {
      throw thrown;
    });
    expect(collected(odd.catch((error) => step('caught', error)))).toEqual([`caught ${thrown}`, 'end']);
  });

  it('lets a failure of what is downstream through', () => {
    const flow = of(1)
      .catch(() => step('caught'))
      .onEach(() => {
        throw new Error('downstream');
      });
    expect(collected(flow)).toEqual(['threw Error(downstream)']);
  });

  it('lets one through that comes after a wait', () => {
    const flow = of(1)
      .catch(() => step('caught'))
      .onEach(function* () {
        yield* delay(1);
        throw new Error('downstream');
      });
    expect(collected(flow)).toEqual(['threw Error(downstream)']);
  });

  it('that throws fails the flow with that', () => {
    const flow = failing.catch(() => {
      throw new Error('handler');
    });
    expect(collected(flow)).toEqual(['1', 'threw Error(handler)']);
  });

  it('of several catches with the one next below', () => {
    const flow = failing.catch((error) => step('above', error)).catch((error) => step('below', error));
    expect(collected(flow)).toEqual(['1', 'above Error(upstream)', 'end']);
  });

  it('catches a timeout within the flow', () => {
    const slow = flow<number>(() => withTimeout(10, () => delay(Infinity)));
    expect(collected(slow.catch((error) => step('caught', (error as Error).name)))).toEqual([
      'caught TimeoutCancellationException',
      'end',
    ]);
  });

  it('catches a cancellation that is not the own', () => {
    const cancelled = flow<number>(() => {
      throw new CancellationException('not mine');
    });
    expect(collected(cancelled.catch((error) => step('caught', error)))).toEqual([
      'caught CancellationException(not mine)',
      'end',
    ]);
  });

  it('does not catch the cancellation of the collector', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(() => waiting.catch(() => step('caught')).collect());
      yield* delay(1);
      yield* job.cancelAndJoin();
      step('cancelled:', job.isCancelled);
    });
    expect(steps).toEqual(['cancelled: true', 'end']);
  });

  it('does not catch what a failing sibling cancels it with', () => {
    const steps = perform(() =>
      coroutineScope(function* ({ launch }) {
        launch(function* () {
          yield* delay(1);
          throw new Error('sibling');
        });
        yield* waiting.catch(() => step('caught')).collect();
      }),
    );
    expect(steps).toEqual(['threw Error(sibling)']);
  });

  it('goes behind a downstream failure when upstream fails too', () => {
    expect(downstreamFails(failingAtTheEnd(new Error('upstream')))).toEqual([
      'Error(upstream) [Error(downstream)]',
      'end',
    ]);
  });

  it('prefers the downstream failure to a mere cancellation', () => {
    expect(downstreamFails(failingAtTheEnd(new CancellationException('upstream')))).toEqual([
      'Error(downstream) [CancellationException(upstream)]',
      'end',
    ]);
  });
});
