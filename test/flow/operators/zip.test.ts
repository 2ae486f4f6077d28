import {
  CancellationException,
  CoroutineName,
  currentCoroutineContext,
  delay,
  flow,
  Job,
  withContext,
  yieldNow,
  zip,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { otherDispatcher, perform, step } from '../../perform.js';
import { collected, collectedInTime, hang, of, timed } from '../flows.js';

const join = (a: unknown, b: unknown) => `${a}${b}`;
const name = () => currentCoroutineContext().get(CoroutineName)?.name ?? 'none';
const elsewhere = (text: string) => otherDispatcher().plus(new CoroutineName(text));

describe('zip', () => {
  it('pairs the elements of two flows in order', () => {
    expect(collected(of('a', 'b', 'c').zip(of(1, 2, 3), join))).toEqual(['a1', 'b2', 'c3', 'end']);
  });

  it('is a function, too, of two flows', () => {
    expect(collected(zip(of('a', 'b'), of(1, 2, 3), join))).toEqual(['a1', 'b2', 'end']);
  });

  it('as a function expects flows and a function', () => {
    expect(() => zip([1] as never, of(2), join)).toThrow('zip expects a flow, got an object of class Array');
    expect(() => zip(of(1), [2] as never, join)).toThrow('zip expects a flow, got an object of class Array');
    expect(() => zip(of(1), of(2), 3 as never)).toThrow('zip expects a function as its block, got 3');
  });

  it.each([
    ['first', of('a', 'b', 'c', 'd'), of(1, 2)],
    ['second', of('a', 'b'), of(1, 2, 3, 4)],
  ])('ends with the shorter where the %s is longer', (_which, first, second) => {
    expect(collected(first.zip(second, join))).toEqual(['a1', 'b2', 'end']);
  });

  it.each([
    ['both are', of(), of()],
    ['the first is', of(), of(1)],
    ['the second is', of('a'), of()],
  ])('gives nothing when %s empty', (_which, first, second) => {
    expect(collected(first.zip(second, join))).toEqual(['end']);
  });

  it('takes null and undefined for elements like others', () => {
    expect(collected(of('a', null, undefined).zip(of(undefined, null, 3), join))).toEqual([
      'aundefined',
      'nullnull',
      'undefined3',
      'end',
    ]);
  });

  it('waits for a function that is a suspend function', () => {
    const zipped = of(1, 2).zip(of(3, 4), function* (a, b) {
      yield* delay(10);
      return a + b;
    });
    expect(collectedInTime(zipped)).toEqual(['10: 4', '20: 6', '20: over']);
  });

  it('goes at the pace of the slower flow', () => {
    const slow = timed<number>([10], 1, [10], 2, [100]);
    const fast = timed<string>('a', [15], 'b');
    expect(collectedInTime(slow.zip(fast, join))).toEqual(['10: 1a', '25: 2b', '25: over']);
    expect(collectedInTime(fast.zip(slow, join))).toEqual(['10: a1', '25: b2', '25: over']);
  });

  it('cancels the second when the first has ended', () => {
    const second = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* emit(2);
      step('not reached');
    });
    expect(collected(of('a', 'b').zip(second, join))).toEqual(['a1', 'b2', 'end']);
  });

  it('cancels the first when the second has ended', () => {
    const first = flow<string>(function* ({ emit }) {
      try {
        for (const text of ['a', 'b', 'c']) yield* emit(text);
        step('not reached');
      } finally {
        step('first ends');
      }
    });
    expect(collected(first.zip(of(1, 2), join))).toEqual(['a1', 'b2', 'first ends', 'end']);
  });

  it('ends a first flow that waits for something else', () => {
    const first = flow<string>(function* ({ emit }) {
      yield* emit('a');
      yield* hang('first cancelled');
    });
    const second = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* yieldNow();
    });
    expect(collected(first.zip(second, join))).toEqual(['a1', 'first cancelled', 'end']);
  });

  it('does not cancel a collector that is still busy', () => {
    expect(
      perform(function* () {
        yield* of('a', 'b')
          .zip(of(1), join)
          .collect(function* (text) {
            yield* delay(10);
            step(text);
          });
      }),
    ).toEqual(['a1', 'end']);
  });

  it('keeps the contexts of both flows to themselves', () => {
    expect(
      perform(() => {
        const first = flow<string>(function* ({ emit }) {
          step(`first in ${name()}`);
          yield* emit('a');
        }).flowOn(elsewhere('one'));
        const second = flow<number>(function* ({ emit }) {
          step(`second in ${name()}`);
          yield* emit(1);
        }).flowOn(elsewhere('two'));
        return withContext(new CoroutineName('main'), () =>
          first.zip(second, (a, b) => `${a}${b} in ${name()}`).collect((text) => step(text)),
        );
      }),
    ).toEqual(['first in one', 'second in two', 'a1 in main', 'end']);
  });

  it('collects the first under a job of its own', () => {
    expect(
      perform(function* () {
        let upstream: Job | null = null;
        const first = flow<number>(({ emit }) => {
          upstream = currentCoroutineContext().get(Job);
          return emit(1);
        });
        yield* first.zip(of(1), (a) => a).collect(() => step(currentCoroutineContext().get(Job) === upstream));
      }),
    ).toEqual(['false', 'end']);
  });

  it('fails with what either of the flows throws', () => {
    const broken = flow<string>(() => {
      throw new Error('broken');
    });
    const waiting = flow<string>(() => hang('other cancelled'));
    expect(collected(waiting.zip(broken, join))).toEqual(['other cancelled', 'threw Error(broken)']);
    expect(collected(broken.zip(waiting, join))).toEqual(['threw Error(broken)']);
  });

  it('cancels both flows when what follows fails', () => {
    expect(
      perform(() => {
        const first = flow<string>(function* ({ emit }) {
          yield* emit('a');
          yield* hang('first cancelled');
        }).flowOn(elsewhere('one'));
        const second = flow<number>(function* ({ emit }) {
          yield* emit(1);
          yield* hang('second cancelled');
        }).flowOn(elsewhere('two'));
        return first.zip(second, join).collect(() => {
          throw new Error('enough');
        });
      }),
    ).toEqual(['first cancelled', 'second cancelled', 'threw Error(enough)']);
  });

  it('ends with a cancellation that its first flow throws', () => {
    const first = flow<number>(function* ({ emit }) {
      step(1);
      yield* emit(1);
      step(5);
      throw new CancellationException('upstream');
    });
    const second = flow<number>(function* ({ emit }) {
      step(2);
      yield* emit(1);
      step(3);
      yield* hang('6');
    });
    expect(perform(() => first.zip(second, () => 1).collect(() => step(4)))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      'threw CancellationException(upstream)',
    ]);
  });

  it('cancelling the collector cancels both of its flows', () => {
    expect(
      perform(function* ({ launch }) {
        const waiting = (text: string) =>
          flow<number>(function* ({ emit }) {
            yield* emit(1);
            yield* hang(`${text} cancelled`);
          });
        const job = launch(() => waiting('first').zip(waiting('second'), join).collect());
        yield* delay(10);
        yield* job.cancelAndJoin();
      }),
    ).toEqual(['second cancelled', 'first cancelled', 'end']);
  });

  it('refuses at once what is no flow or function', () => {
    expect(() => of(1).zip([1] as never, join)).toThrow('zip expects a flow, got an object of class Array');
    expect(() => of(1).zip(of(1), 1 as never)).toThrow('zip expects a function as its block, got 1');
  });
});
