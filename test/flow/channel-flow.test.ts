import { awaitCancellation, Channel, channelFlow, delay, type Flow, flow, Job, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step } from '../perform.js';

const collected = (flow: Flow<unknown>) => perform(() => flow.collect((value) => step(value)));

const threeSent = channelFlow<number>(({ trySend }) => {
  for (let i = 1; i <= 3; i++) step(`sent ${i} ${trySend(i).isSuccess}`);
});

describe('channelFlow', () => {
  it('gives what its plain block has sent', () => {
    expect(collected(threeSent)).toEqual(['sent 1 true', 'sent 2 true', 'sent 3 true', '1', '2', '3', 'end']);
  });

  it('runs its block anew for each collector', () => {
    let runs = 0;
    const counting = channelFlow<number>(({ send }) => send(++runs));
    expect(collected(counting)).toEqual(['1', 'end']);
    expect(collected(counting)).toEqual(['2', 'end']);
  });

  it('has the size of the buffer behind it', () => {
    expect(collected(threeSent.buffer(1))).toEqual(['sent 1 true', 'sent 2 true', 'sent 3 false', '1', '2', 'end']);
  });

  it('conflated, keeps the first taken and the latest', () => {
    expect(collected(threeSent.conflate())).toEqual(['sent 1 true', 'sent 2 true', 'sent 3 true', '1', '3', 'end']);
  });

  it('has a buffer of 64 elements unless told', () => {
    let count = 0;
    const filling = channelFlow<number>(({ trySend }) => {
      while (trySend(count).isSuccess) count++;
    });
    expect(perform(() => filling.collect())).toEqual(['end']);
    expect(count).toBe(65);
  });

  it('sends from the coroutines that it launches', () => {
    const both = channelFlow<string>(function* ({ launch, send }) {
      launch(function* () {
        yield* delay(20);
        yield* send(`slow at ${now()}`);
      });
      launch(function* () {
        yield* delay(10);
        yield* send(`fast at ${now()}`);
      });
      yield* send('first');
    });
    expect(collected(both)).toEqual(['first', 'fast at 10', 'slow at 20', 'end']);
  });

  it('waits for a block that returned a promise', async () => {
    const { run } = await import('suspendable');
    const seen: number[] = [];
    const promised = channelFlow<number>(async ({ trySend }) => {
      await Promise.resolve();
      trySend(1);
    });
    await run(() => promised.collect((n) => void seen.push(n)));
    expect(seen).toEqual([1]);
  });

  it('closes the channel when the collector has failed', () => {
    expect(
      perform(() =>
        channelFlow<number>(function* ({ channel, trySend }) {
          trySend(1);
          channel.invokeOnClose((cause) => step('closed by', cause));
          yield* awaitCancellation();
        }).collect(() => {
          throw new Error('enough');
        }),
      ),
    ).toEqual(['closed by CancellationException(Channel was consumed, consumer had failed)', 'threw Error(enough)']);
  });

  it('fails the collector and its children with its block', () => {
    expect(
      collected(
        channelFlow<number>(function* ({ launch }) {
          launch({ start: 'atomic' }, function* () {
            try {
              yield* awaitCancellation();
            } finally {
              step('child cancelled');
            }
          });
          throw new Error('broken');
        }),
      ),
    ).toEqual(['child cancelled', 'threw Error(broken)']);
  });

  it('goes on when one of its children was cancelled', () => {
    expect(
      collected(
        channelFlow<number>(function* ({ launch, send }) {
          const child = launch(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              step('child cancelled');
            }
          });
          yield* yieldNow();
          yield* child.cancelAndJoin();
          yield* send(5);
        }),
      ),
    ).toEqual(['child cancelled', '5', 'end']);
  });

  it('is over for those who send after its end', () => {
    expect(
      perform(function* ({ launch }) {
        const ending = channelFlow<number>(({ send }) => {
          launch(new Job(), function* () {
            try {
              yield* send(1);
            } catch (error) {
              step('late', error);
            }
          });
        });
        yield* ending.collect((n) => step(n));
      }),
    ).toEqual(['late ClosedSendChannelException(Channel was closed)', 'end']);
  });

  it('cancels what waits in it when take has enough', () => {
    expect(
      collected(
        channelFlow<number>(function* ({ launch, send }) {
          launch(function* () {
            try {
              for (let i = 1; ; i++) yield* send(i);
            } finally {
              step('child cancelled');
            }
          });
          try {
            yield* awaitCancellation();
          } finally {
            step('block cancelled');
          }
        })
          .buffer(0)
          .take(2),
      ),
    ).toEqual(['1', '2', 'child cancelled', 'block cancelled', 'end']);
  });

  it('collects other flows into its own channel', () => {
    const letters = flow<string>(function* ({ emit }) {
      for (const letter of 'ab') yield* emit(letter);
    });
    expect(
      collected(
        channelFlow<string>(function* ({ launch, send }) {
          launch(() => letters.collect(send));
          yield* letters.collect((letter) => send(letter.toUpperCase()));
        }),
      ),
    ).toEqual(['A', 'B', 'a', 'b', 'end']);
  });

  it('refuses a block that is no function at once', () => {
    expect(() => channelFlow(new Channel<number>() as never)).toThrow('channelFlow expects a function as its block');
  });
});
