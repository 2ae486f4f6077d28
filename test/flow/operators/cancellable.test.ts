import { asFlow, CancellationException, type Flow, flow, flowOf } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../../perform.js';

/** Collects it in a coroutine that cancels itself at the second element. */
function cancelledAtTwo(numbers: Flow<number>): string[] {
  return perform(({ launch }) =>
    launch(function* (self) {
      yield* numbers.collect((n) => {
        step(n);
        if (n === 2) self.cancel(new CancellationException('enough'));
      });
      step('all');
    }).join(),
  );
}

describe('a cancelled collector', () => {
  it.each([
    ['an array', asFlow([1, 2, 3])],
    ['an iterable', asFlow(new Set([1, 2, 3]))],
    ['given elements', flowOf(1, 2, 3)],
  ])('gets all elements of %s', (_kind, numbers) => {
    expect(cancelledAtTwo(numbers)).toEqual(['1', '2', '3', 'all', 'end']);
  });

  it.each([
    ['cancellable', asFlow([1, 2, 3]).cancellable()],
    [
      'made by flow',
      flow<number>(function* ({ emit }) {
        for (let i = 1; i < 4; i++) yield* emit(i);
      }),
    ],
    ['transformed', flowOf(1, 2, 3).transform<number>((n, { emit }) => emit(n))],
  ])('gets no further element of one that is %s', (_kind, numbers) => {
    expect(cancelledAtTwo(numbers)).toEqual(['1', '2', 'end']);
  });
});

describe('cancellable', () => {
  it('gives a flow that checks already as it is', () => {
    const checking = [flow(() => {}), flowOf(1).transform(() => {}), flowOf(1).cancellable()];
    for (const numbers of checking) expect(numbers.cancellable()).toBe(numbers);
    const unchecked = flowOf(1);
    expect(unchecked.cancellable()).not.toBe(unchecked);
  });
});
