import { PassThrough } from 'node:stream';
import { delay, type Suspend, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { type Block, blocksOf, countIn } from '../../examples/primes/pipeline.js';
import { print } from '../../examples/primes/print.js';
import { countPrimes } from '../../examples/primes/tasks.js';
import { now, perform, step } from '../perform.js';
import { finish, PROGRAM_TIME, startExample } from './program.js';

/** Counting that takes so many milliseconds for each block and notes when it begins. */
const taking = (millis: (block: Block) => number) =>
  function* (block: Block): Suspend<number> {
    step(now(), 'begins', block.from);
    yield* delay(millis(block));
    return block.to - block.from;
  };

describe('the pipeline', () => {
  it('cuts the numbers into blocks, the last one shorter', () => {
    expect(perform(() => blocksOf(25, 10).collect(({ from, to }) => step(from, to)))).toEqual([
      '0 10',
      '10 20',
      '20 25',
      'end',
    ]);
  });

  it('adds up in order though later blocks are done sooner', () => {
    const counted = countIn(
      blocksOf(30, 10),
      3,
      taking(({ from }) => 100 - from),
    );
    expect(perform(() => counted.collect(({ to, total }) => step(now(), 'below', to, total)))).toEqual([
      '0 begins 0',
      '0 begins 10',
      '0 begins 20',
      '100 below 10 10',
      '100 below 20 20',
      '100 below 30 30',
      'end',
    ]);
  });

  it('counts in no more blocks at once than it may', () => {
    const counted = countIn(
      blocksOf(40, 10),
      2,
      taking(() => 100),
    );
    expect(perform(() => counted.collect())).toEqual([
      '0 begins 0',
      '0 begins 10',
      '100 begins 20',
      '100 begins 30',
      'end',
    ]);
  });

  it('does not run far ahead of a slow reader', () => {
    let begun = 0;
    let ahead = 0;
    const counted = countIn(blocksOf(1_000_000, 10), 2, function* () {
      begun++;
      yield* yieldNow();
      return 0;
    });
    expect(
      perform(function* ({ launch }) {
        let read = 0;
        const job = launch(() =>
          counted.collect(function* () {
            yield* delay(100);
            ahead = Math.max(ahead, begun - ++read);
          }),
        );
        yield* delay(100_050);
        yield* job.cancelAndJoin();
        step('read', read, 'of', 100_000);
      }),
    ).toEqual(['read 1000 of 100000', 'end']);
    expect(ahead).toBeLessThanOrEqual(100);
  });

  it('ends the counting when the reader is cancelled', () => {
    const counted = countIn(blocksOf(20, 10), 2, function* ({ from }) {
      try {
        yield* delay(1000);
      } finally {
        step(now(), 'ended', from);
      }
      return 0;
    });
    expect(
      perform(function* ({ launch }) {
        const job = launch(() => counted.collect());
        yield* delay(10);
        yield* job.cancelAndJoin();
      }),
    ).toEqual(['10 ended 0', '10 ended 10', 'end']);
  });
});

describe('print', () => {
  it('waits until the stream has room again', () => {
    const stream = new PassThrough({ highWaterMark: 8 });
    expect(
      perform(function* ({ launch }) {
        launch(function* () {
          yield* print(stream, 'short');
          step('the first did not wait');
          yield* print(stream, 'long enough');
          step('the second has waited');
        });
        yield* delay(1);
        step('drained');
        stream.emit('drain');
      }),
    ).toEqual(['the first did not wait', 'drained', 'the second has waited', 'end']);
    expect(stream.read().toString()).toBe('short\nlong enough\n');
  });

  it('leaves the stream alone after a cancellation', () => {
    const stream = new PassThrough({ highWaterMark: 1 });
    expect(
      perform(function* ({ launch }) {
        const job = launch(() => print(stream, 'too long'));
        yield* delay(1);
        step('listeners', stream.listenerCount('drain'));
        yield* job.cancelAndJoin();
        step('listeners', stream.listenerCount('drain'));
      }),
    ).toEqual(['listeners 1', 'listeners 0', 'end']);
  });
});

describe('npm run primes', { timeout: PROGRAM_TIME }, () => {
  it('counts on other threads and prints in order', async () => {
    const { lines, messages, code } = await finish(startExample('primes', '.', '100000', '30000'));
    expect(messages).toBe('');
    expect(lines).toEqual([
      '3245 primes below 30000',
      '6057 primes below 60000',
      '8713 primes below 90000',
      '9592 primes below 100000',
    ]);
    expect(code).toBe(0);
  });

  it('ends in order when nobody reads any more', async () => {
    const program = startExample('primes', '.', '1000000000', '1000');
    program.stdout!.once('data', () => program.stdout!.destroy());
    const { messages, code } = await finish(program);
    expect(messages).toBe('');
    expect(code).toBe(0);
  });

  it('knows the primes below thirty', () => {
    expect(countPrimes(0, 30)).toBe(10);
  });
});
