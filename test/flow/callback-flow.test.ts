import { callbackFlow, delay, type Flow, type ProducerScope, run } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../perform.js';

const collected = (flow: Flow<unknown>) => perform(() => flow.collect((value) => step(value)));

/** Something that tells its listener a number now and then. */
class Source {
  listener: ((n: number) => void) | null = null;

  readonly numbers = callbackFlow<number>(
    function* (this: Source, { trySend, awaitClose }: ProducerScope<number>) {
      this.listener = (n) => void trySend(n);
      yield* awaitClose(() => {
        step('unregistered');
        this.listener = null;
      });
    }.bind(this),
  );
}

describe('callbackFlow', () => {
  it('gives what callbacks send until it is cancelled', () => {
    expect(
      perform(function* ({ launch }) {
        const source = new Source();
        const job = launch(() => source.numbers.collect((n) => step(n)));
        for (let i = 1; i <= 2; i++) {
          yield* delay(10);
          source.listener!(i);
        }
        yield* delay(10);
        yield* job.cancelAndJoin();
        step(source.listener);
      }),
    ).toEqual(['1', '2', 'unregistered', 'null', 'end']);
  });

  it('unregisters when take has seen enough', () => {
    expect(
      perform(function* ({ launch }) {
        const source = new Source();
        launch(() => source.numbers.take(1).collect((n) => step(n)));
        yield* delay(10);
        source.listener!(1);
      }),
    ).toEqual(['1', 'unregistered', 'end']);
  });

  it('unregisters when the collector fails with an element', () => {
    expect(
      perform(function* ({ launch }) {
        const source = new Source();
        launch(() =>
          source.numbers.collect(() => {
            throw new Error('broken');
          }),
        );
        yield* delay(10);
        source.listener!(1);
      }),
    ).toEqual(['unregistered', 'threw Error(broken)']);
  });

  it('ends when its callback closes the channel', () => {
    expect(
      collected(
        callbackFlow<number>(function* ({ channel, trySend, awaitClose, launch }) {
          launch(() => {
            trySend(1);
            channel.close();
          });
          yield* awaitClose(() => step('unregistered'));
        }),
      ),
    ).toEqual(['1', 'unregistered', 'end']);
  });

  it('fails when its callback closes the channel with a failure', () => {
    expect(
      collected(
        callbackFlow<number>(function* ({ channel, awaitClose, launch }) {
          launch(() => void channel.close(new Error('offline')));
          yield* awaitClose(() => step('unregistered'));
        }),
      ),
    ).toEqual(['unregistered', 'threw Error(offline)']);
  });

  const forgotten =
    "'yield* awaitClose(() => yourCallbackOrListener.cancel())' should be used in the end of callbackFlow block.\n" +
    'Otherwise, a callback/listener may leak in case of external cancellation.\n' +
    'See callbackFlow API documentation for the details.';

  it('points out that awaitClose was forgotten in it', () => {
    expect(collected(callbackFlow<number>(() => {}))).toEqual([`threw IllegalStateException(${forgotten})`]);
  });

  it('points it out behind a buffer as well', () => {
    expect(collected(callbackFlow<number>(() => {}).buffer(1))).toEqual([`threw IllegalStateException(${forgotten})`]);
  });

  it('points it out when the block returned a promise', async () => {
    await expect(run(() => callbackFlow<number>(async () => {}).collect())).rejects.toThrow(forgotten);
  });

  it('needs no awaitClose where its block has closed it', () => {
    expect(
      collected(
        callbackFlow<number>(function* ({ channel, send }) {
          yield* send(1);
          channel.close();
        }),
      ),
    ).toEqual(['1', 'end']);
  });

  it('refuses a block that is no function at once', () => {
    expect(() => callbackFlow(null as never)).toThrow('callbackFlow expects a function as its block, got null');
  });
});
