import { asFlow, type Flow, flowOf, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../../perform.js';
import { collected } from '../flows.js';

function* numbers() {
  try {
    for (let i = 1; ; i++) {
      step('yield', i);
      yield i;
    }
  } finally {
    step('finally');
  }
}

const sources: [string, () => Flow<number>][] = [
  ['flowOf', () => flowOf(1, 2, 3, 4)],
  ['an array', () => asFlow([1, 2, 3, 4])],
  ['an iterable', () => asFlow(new Set([1, 2, 3, 4]))],
];

describe.each(sources)('a flow of %s', (_, make) => {
  it('is asked for no element after the last taken one', () => {
    const flow = make().onEach((n) => step('above', n));
    expect(collected(flow.take(2))).toEqual(['above 1', '1', 'above 2', '2', 'end']);
  });

  it('is left where a suspend function above has the last one', () => {
    const flow = make().map(function* (n) {
      yield* yieldNow();
      step('mapped', n);
      return n;
    });
    expect(collected(flow.take(2))).toEqual(['mapped 1', '1', 'mapped 2', '2', 'end']);
  });

  it('is left after a wait below the last one', () => {
    const flow = make()
      .onEach((n) => step('above', n))
      .take(1)
      .onEach(() => yieldNow());
    expect(collected(flow)).toEqual(['above 1', '1', 'end']);
  });

  it('tells a completion above that it was aborted', () => {
    const flow = make()
      .onCompletion((cause) => step(cause))
      .take(1);
    expect(collected(flow)).toEqual(['1', 'AbortFlowException(Flow was aborted, no more elements needed)', 'end']);
  });

  it('has no rest in a chunk above the last taken one', () => {
    expect(collected(make().chunked(3).take(1))).toEqual(['[1, 2, 3]', 'end']);
  });

  it('ends the flow around it when it is one of many', () => {
    const flow = flowOf(1, 2).flatMapConcat(make);
    expect(collected(flow.take(3))).toEqual(['1', '2', '3', 'end']);
    expect(collected(flow.takeWhile((n) => n < 3))).toEqual(['1', '2', 'end']);
  });

  it('gives its first element, and single answers, early', () => {
    const steps = perform(function* () {
      const seen = make().onEach((n) => step('above', n));
      step(yield* seen.first());
      step(yield* seen.first((n) => n > 1));
      step(yield* seen.any((n) => n === 1));
      step(yield* seen.singleOrNull());
    });
    expect(steps).toEqual([
      ...['above 1', '1'],
      ...['above 1', 'above 2', '2'],
      ...['above 1', 'true'],
      ...['above 1', 'above 2', 'null'],
      'end',
    ]);
  });
});

describe('a flow of a generator', () => {
  it('has its finally run right after the last element', () => {
    const flow = asFlow(numbers()).onCompletion(() => step('completed'));
    expect(collected(flow.take(2))).toEqual(['yield 1', '1', 'yield 2', '2', 'finally', 'completed', 'end']);
    expect(collected(asFlow(numbers()).take(1))).toEqual(['yield 1', '1', 'finally', 'end']);
  });

  it('is left by a cancelled collector with the cancellation', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* asFlow(numbers()).first(() => {
            job.cancel();
            return true;
          });
        } catch (error) {
          step((error as Error).name);
        }
      });
      yield* job.join();
    });
    expect(steps).toEqual(['yield 1', 'finally', 'JobCancellationException', 'end']);
  });
});
