import {
  awaitCancellation,
  CancellationException,
  CoroutineName,
  channelFlow,
  currentCoroutineContext,
  delay,
  type Flow,
  flow,
  NonCancellable,
  withContext,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../../perform.js';
import { collected, collectedInTime, hang, of, timed } from '../flows.js';

const named = (name: string) => new CoroutineName(name);
const failing = (...script: (number | [number])[]) =>
  flow<number>(function* ({ emit }) {
    yield* timed<number>(...script).collect((n) => emit(n));
    throw new Error('broken');
  });

/** Every operator that has to do with time, harmless to a flow that is slow enough and none that is too slow. */
const kinds: [string, <T>(upstream: Flow<T>) => Flow<T>][] = [
  ['debounce', (upstream) => upstream.debounce(10)],
  ['debounce by a function', (upstream) => upstream.debounce(() => 10)],
  ['sample', (upstream) => upstream.sample(10)],
  ['timeout', (upstream) => upstream.timeout(1000)],
];

describe.each(kinds)('%s', (_name, operator) => {
  it('gives nothing where there are no elements', () => {
    expect(collected(operator(of()))).toEqual(['end']);
  });

  it('takes null and undefined for elements like others', () => {
    const script = timed<null | undefined>(null, [15], undefined, [15]);
    expect(collected(operator(script))).toEqual(['null', 'undefined', 'end']);
  });

  it('fails with what is thrown before it', () => {
    expect(collected(operator(failing([15])))).toEqual(['threw Error(broken)']);
  });

  it('ends with a cancellation that is thrown before it', () => {
    const cancelled = flow<number>(() => {
      throw new CancellationException('upstream');
    });
    expect(collected(operator(cancelled))).toEqual(['threw CancellationException(upstream)']);
  });

  it('cancels what is before it when what follows fails', () => {
    const upstream = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* hang('cancelled');
    });
    expect(
      perform(() =>
        operator(upstream).collect(function* () {
          yield* yieldNow();
          throw new Error('enough');
        }),
      ),
    ).toEqual(['cancelled', 'threw Error(enough)']);
  });

  it('cancels what is before it when it is cancelled', () => {
    expect(
      perform(function* ({ launch }) {
        const job = launch(() => operator(flow<number>(() => hang('cancelled'))).collect());
        yield* delay(25);
        yield* job.cancelAndJoin();
      }),
    ).toEqual(['cancelled', 'end']);
  });

  it('leaves the context of what is before it alone', () => {
    const name = () => currentCoroutineContext().get(CoroutineName)!.name;
    const upstream = flow<string>(function* ({ emit }) {
      yield* emit(name());
      yield* delay(15);
    }).flowOn(named('up'));
    expect(
      perform(() => withContext(named('down'), () => operator(upstream).collect((text) => step(text, name())))),
    ).toEqual(['up down', 'end']);
  });

  it('gives its elements from the collector’s own coroutine', () => {
    const relayed = flow<number>(({ emit }) => operator(of(1)).collect((n) => emit(n)));
    expect(collected(relayed)[0]).not.toContain('Flow invariant is violated');
  });

  it('refuses a time that is no number at once', () => {
    expect(() => of(1).sample('1' as never)).toThrow('sample expects a number of milliseconds, got "1"');
    expect(() => of(1).timeout(Number.NaN)).toThrow('timeout expects a number of milliseconds, got NaN');
    expect(() => of(1).debounce(null as never)).toThrow('debounce expects a number of milliseconds, got null');
  });
});

describe('debounce', () => {
  it('gives the elements that silence follows', () => {
    const script = timed<string>('A', [1500], 'B', [500], 'C', [250], 'D', [2000], 'E');
    expect(collectedInTime(script.debounce(1000))).toEqual(['1000: A', '3250: D', '4250: E', '4250: over']);
  });

  it('gives the last element when the flow ends', () => {
    expect(collectedInTime(timed<string>('A', [10], 'B', [10]).debounce(1000))).toEqual(['20: B', '20: over']);
  });

  it('gives a null that is the last element, too', () => {
    expect(collected(of<number | null>(1, null).debounce(1000))).toEqual(['null', 'end']);
  });

  it('drops what waits when the flow has failed', () => {
    expect(collectedInTime(failing(1, [10], 2).debounce(1000))).toEqual(['10: Error(broken)']);
  });

  it('gives what waits in time when the failure comes later', () => {
    expect(collectedInTime(failing(1, [2000], 2).debounce(1000))).toEqual(['1000: 1', '2000: Error(broken)']);
  });

  it('of no time is the flow itself', () => {
    const source = of(1);
    expect(source.debounce(0)).toBe(source);
  });

  it('rounds fractions of a millisecond up', () => {
    expect(collectedInTime(timed<number>(1, [100]).debounce(0.5))).toEqual(['1: 1', '100: over']);
  });

  it('asks a function for the time of each element', () => {
    const script = timed<string>('A', [1500], 'B', [500], 'C', [250], 'D', [2000], 'E');
    const chosen = script.debounce((text) => (text === 'C' ? 0 : 1000));
    expect(collectedInTime(chosen)).toEqual(['1000: A', '2000: C', '3250: D', '4250: E', '4250: over']);
  });

  it('fails with what the function throws', () => {
    const broken = of(1).debounce(() => {
      throw new Error('broken');
    });
    expect(collected(broken)).toEqual(['threw Error(broken)']);
  });

  it('does not lose elements while the collector is busy', () => {
    const script = timed<number>(1, [20], 2, [20], 3, [20]);
    expect(
      perform(() =>
        script.debounce(10).collect(function* (n) {
          step(n);
          yield* delay(15);
        }),
      ),
    ).toEqual(['1', '2', '3', 'end']);
  });

  it('refuses negative times', () => {
    const message = 'Debounce timeout should not be negative';
    expect(() => of(1).debounce(-1)).toThrow(message);
    expect(collected(of(1).debounce(() => -1))).toEqual([`threw IllegalArgumentException(${message})`]);
  });
});

describe('sample', () => {
  it('gives the latest element of each period', () => {
    const script = timed<string>('A', [1500], 'B', [500], 'C', [250], 'D', [2000], 'E');
    expect(collectedInTime(script.sample(1000))).toEqual(['1000: A', '2000: B', '3000: D', '4250: over']);
  });

  it('drops what has not been given at the end', () => {
    expect(collectedInTime(timed<string>('A', [1500], 'B', [200]).sample(1000))).toEqual(['1000: A', '1700: over']);
  });

  it('is idle in periods without an element', () => {
    expect(collectedInTime(timed<number>([2500], 1, [1500]).sample(1000))).toEqual(['3000: 1', '4000: over']);
  });

  it('sees the latest even while the collector is busy', () => {
    const script = timed<number>(1, [90], 2, [90], 3, [90], 4, [90]);
    expect(
      perform(() =>
        script.sample(100).collect(function* (n) {
          step(n);
          yield* delay(250);
        }),
      ),
    ).toEqual(['2', '4', 'end']);
  });

  it.each([0, -1])('refuses the period %s at once', (millis) => {
    expect(() => of(1).sample(millis)).toThrow('Sample period should be positive');
  });
});

describe('timeout', () => {
  it('lets elements through that come in time', () => {
    expect(collectedInTime(timed<string>('A', [100], 'B', [100], 'C').timeout(300))).toEqual([
      '0: A',
      '100: B',
      '200: C',
      '200: over',
    ]);
  });

  it('fails when an element takes too long', () => {
    expect(collectedInTime(timed<string>('A', [100], 'B', [400], 'C').timeout(300))).toEqual([
      '0: A',
      '100: B',
      '400: TimeoutCancellationException(Timed out waiting for 300 ms)',
    ]);
  });

  it('fails when the first element takes too long', () => {
    expect(collectedInTime(timed<string>([400], 'A').timeout(300))).toEqual([
      '300: TimeoutCancellationException(Timed out waiting for 300 ms)',
    ]);
  });

  it('does not count the time that the collector takes', () => {
    expect(
      perform(() =>
        timed<number>(1, [10], 2, [10], 3)
          .timeout(100)
          .collect(function* (n) {
            yield* delay(500);
            step(n);
          }),
      ),
    ).toEqual(['1', '2', '3', 'end']);
  });

  it('fails with what its cancellation has made upstream throw', () => {
    const stubborn = flow<number>(function* () {
      yield* withContext(NonCancellable, () => delay(2));
      throw new Error('broken');
    });
    expect(collected(stubborn.timeout(1))).toEqual(['threw Error(broken)']);
  });

  it.each([0, -1, -Infinity])('of %s ms has run out before it begins', (millis) => {
    const source = flow<number>(() => step('not reached'));
    expect(collected(source.timeout(millis))).toEqual(['threw TimeoutCancellationException(Timed out immediately)']);
  });

  it('of Infinity never runs out', () => {
    expect(collectedInTime(timed<number>([1e9], 1).timeout(Infinity))).toEqual(['1000000000: 1', '1000000000: over']);
  });

  it('fails with what the channel before it is closed with', () => {
    const closed = channelFlow<number>(({ channel }) => void channel.close(new Error('offline')));
    expect(collected(closed.timeout(Infinity))).toEqual(['threw Error(offline)']);
  });

  it('is a cancellation that others do not take for theirs', () => {
    expect(
      perform(function* ({ launch }) {
        const job = launch(() =>
          flow<number>(() => awaitCancellation())
            .timeout(10)
            .collect(),
        );
        yield* job.join();
        step(job.isCancelled);
      }),
    ).toEqual(['true', 'end']);
  });
});
