import { CancellationException, delay, emptyFlow, flow, flowOf } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step } from '../perform.js';
import { collected } from './flows.js';

describe('flow', () => {
  it('runs its block anew for each collection', () => {
    const steps = perform(function* () {
      const numbers = flow<number>(function* ({ emit }) {
        step('begin');
        yield* emit(1);
      });
      step('made');
      yield* numbers.collect((n) => step(n));
      yield* numbers.collect((n) => step(n));
    });
    expect(steps).toEqual(['made', 'begin', '1', 'begin', '1', 'end']);
  });

  it('emits the next element after downstream is done', () => {
    const steps = perform(() =>
      flow<number>(function* ({ emit }) {
        for (let i = 1; i <= 2; i++) {
          step('emit', i);
          yield* emit(i);
        }
      }).collect(function* (n) {
        yield* delay(10);
        step('done', n, 'at', now());
      }),
    );
    expect(steps).toEqual(['emit 1', 'done 1 at 10', 'emit 2', 'done 2 at 20', 'end']);
  });

  it('takes a plain block and one that returns a call', () => {
    expect(collected(flow(() => {}))).toEqual(['end']);
    expect(collected(flow<number>(({ emit }) => emit(1)))).toEqual(['1', 'end']);
  });

  it('gives the collector what the block throws', () => {
    const failing = flow<number>(function* ({ emit }) {
      yield* emit(1);
      throw new Error('broken');
    });
    expect(collected(failing)).toEqual(['1', 'threw Error(broken)']);
  });

  it('is cancelled at the next emission of a cancelled collector', () => {
    const steps = perform((scope) =>
      scope
        .launch(function* (self) {
          yield* flow<number>(function* ({ emit }) {
            try {
              for (let i = 1; ; i++) yield* emit(i);
            } finally {
              step('finally');
            }
          }).collect((n) => {
            step(n);
            if (n === 2) self.cancel(new CancellationException('enough'));
          });
        })
        .join(),
    );
    expect(steps).toEqual(['1', '2', 'finally', 'end']);
  });

  it('refuses what is not a function at once', () => {
    expect(() => flow(3 as never)).toThrow('flow expects a function as its block, got 3');
  });

  it('tells that an emission was run twice', () => {
    const twice = flow<number>(function* ({ emit }) {
      const emission = emit(1);
      yield* emission;
      yield* emission;
    });
    expect(collected(twice)).toEqual([
      '1',
      'threw IllegalStateException(emit was run before: a suspend call runs once. Make a new call for another run)',
    ]);
  });
});

describe('flowOf', () => {
  it('gives its arguments in order, null and undefined too', () => {
    expect(collected(flowOf<unknown>(1, null, undefined, 'a'))).toEqual(['1', 'null', 'undefined', 'a', 'end']);
  });

  it('goes on after an element that was waited for', () => {
    const steps = perform(() =>
      flowOf(1, 2).collect(function* (n) {
        yield* delay(5);
        step(n, 'at', now());
      }),
    );
    expect(steps).toEqual(['1 at 5', '2 at 10', 'end']);
  });
});

describe('emptyFlow', () => {
  it('ends without an element, and is always the same', () => {
    expect(collected(emptyFlow())).toEqual(['end']);
    expect(emptyFlow()).toBe(emptyFlow());
  });
});
