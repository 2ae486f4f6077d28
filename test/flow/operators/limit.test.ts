import { delay, flow, flowOf } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step } from '../../perform.js';
import { collected, of } from '../flows.js';

const noisy = flow<number>(function* ({ emit }) {
  try {
    for (let i = 1; ; i++) {
      step('emit', i);
      yield* emit(i);
    }
  } finally {
    step('finally');
  }
});

describe('take', () => {
  it('ends the flow right after the last element', () => {
    expect(collected(noisy.take(2))).toEqual(['emit 1', '1', 'emit 2', '2', 'finally', 'end']);
  });

  it('waits for what is downstream of the last element', () => {
    const steps = perform(() =>
      noisy.take(1).collect(function* (n) {
        yield* delay(10);
        step(n, 'at', now());
      }),
    );
    expect(steps).toEqual(['emit 1', '1 at 10', 'finally', 'end']);
  });

  it('gives all elements of a shorter flow', () => {
    expect(collected(of(1, 2).take(5))).toEqual(['1', '2', 'end']);
  });

  it('counts anew for each collection', () => {
    const two = of(1, 2, 3).take(2);
    expect(collected(two)).toEqual(['1', '2', 'end']);
    expect(collected(two)).toEqual(['1', '2', 'end']);
  });

  it.each([
    [1, 2],
    [2, 1],
  ])('%i then %i: each ends only its own flow', (first, second) => {
    expect(
      collected(
        noisy
          .take(first)
          .onCompletion(() => step('done'))
          .take(second),
      ).filter((s) => s !== 'done'),
    ).toEqual(['emit 1', '1', 'finally', 'end']);
  });

  it('within another flow leaves the outer one alone', () => {
    expect(collected(of(1, 2).flatMapConcat((n) => of(n, n, n).take(1)))).toEqual(['1', '2', 'end']);
  });

  it('gives no more even if a catch above swallows the end', () => {
    const stubborn = flow<number>(function* ({ emit }) {
      for (let i = 1; i < 3; i++) {
        try {
          yield* emit(i);
        } catch {}
      }
    });
    expect(collected(stubborn.take(1))).toEqual(['1', 'end']);
  });

  it('lets a failure of what is downstream through', () => {
    const failing = noisy.take(1).onEach(() => {
      throw new Error('downstream');
    });
    expect(collected(failing)).toEqual(['emit 1', 'finally', 'threw Error(downstream)']);
  });

  it('shows a failure of the cleanup that it caused', () => {
    const failing = flow<number>(function* ({ emit }) {
      try {
        yield* emit(1);
      } finally {
        throw new Error('cleanup');
      }
    });
    expect(collected(failing.take(1))).toEqual(['1', 'threw Error(cleanup)']);
  });

  it('comes to a normal end in a collector cancelled meanwhile', () => {
    const steps = perform((scope) =>
      scope
        .launch(function* (self) {
          yield* of(1, 2)
            .take(1)
            .collect(() => self.cancel());
          step('active:', self.isActive);
        })
        .join(),
    );
    expect(steps).toEqual(['active: false', 'end']);
  });
});

describe('takeWhile', () => {
  it('ends the flow at the first refused element', () => {
    expect(collected(noisy.takeWhile((n) => n < 2))).toEqual(['emit 1', '1', 'emit 2', 'finally', 'end']);
  });

  it('throws in a collector that was cancelled meanwhile', () => {
    const steps = perform((scope) =>
      scope
        .launch(function* (self) {
          yield* of(1, 2)
            .takeWhile(() => {
              self.cancel();
              return false;
            })
            .collect();
          step('not reached');
        })
        .join(),
    );
    expect(steps).toEqual(['end']);
  });
});

describe('drop', () => {
  it.each([
    [0, ['1', '2', '3']],
    [2, ['3']],
    [5, []],
  ])('of %i leaves out that many', (count, elements) => {
    expect(collected(flowOf(1, 2, 3).drop(count))).toEqual([...elements, 'end']);
  });
});
