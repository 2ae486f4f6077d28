import { CoroutineName, currentCoroutineContext, delay, flow, flowOf, type Suspend } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../../perform.js';
import { callbackKinds } from '../callbacks.js';
import { of } from '../flows.js';

/** Emits numbers without end and tells when it was ended. */
const endless = flow<number>(function* ({ emit }) {
  try {
    for (let i = 1; ; i++) yield* emit(i);
  } finally {
    step('ended');
  }
});

describe.each(callbackKinds)('given $kind', ({ as }) => {
  const isEven = as((n: number) => n % 2 === 0);
  const isHuge = as((n: number) => n > 100);
  const sum = as((a: number, b: number) => a + b);

  it('first finds the element and ends the flow', () => {
    expect(perform(() => endless.first(isEven))).toEqual(['ended', 'end: 2']);
  });

  it('first throws when it holds for none', () => {
    expect(perform(() => of(1, 3).first(isEven))).toEqual([
      'threw NoSuchElementException(Expected at least one element matching the predicate)',
    ]);
  });

  it('firstOrNull finds the element, or null', () => {
    expect(perform(() => endless.firstOrNull(isEven))).toEqual(['ended', 'end: 2']);
    expect(perform(() => of(1, 3).firstOrNull(isEven))).toEqual(['end: null']);
  });

  it('any ends the flow at the first that holds', () => {
    expect(perform(() => endless.any(isEven))).toEqual(['ended', 'end: true']);
    expect(perform(() => of(1, 3).any(isEven))).toEqual(['end: false']);
    expect(perform(() => of<number>().any(isEven))).toEqual(['end: false']);
  });

  it('all ends the flow at the first that does not', () => {
    expect(perform(() => endless.all(isEven))).toEqual(['ended', 'end: false']);
    expect(perform(() => of(2, 4).all(isEven))).toEqual(['end: true']);
    expect(perform(() => of<number>().all(isEven))).toEqual(['end: true']);
  });

  it('none ends the flow at the first that holds', () => {
    expect(perform(() => endless.none(isEven))).toEqual(['ended', 'end: false']);
    expect(perform(() => of(1, 3).none(isEven))).toEqual(['end: true']);
    expect(perform(() => of(1, 200).none(isHuge))).toEqual(['end: false']);
  });

  it('count counts what it holds for', () => {
    expect(perform(() => of(1, 2, 3, 4).count(isEven))).toEqual(['end: 2']);
  });

  it('fold begins with the given value', () => {
    expect(perform(() => of(1, 2, 3).fold(10, sum))).toEqual(['end: 16']);
    expect(perform(() => of<number>().fold(10, sum))).toEqual(['end: 10']);
  });

  it('reduce begins with the first element', () => {
    expect(perform(() => of(1, 2, 3).reduce(sum))).toEqual(['end: 6']);
    expect(perform(() => of(7).reduce(sum))).toEqual(['end: 7']);
  });

  it('collectIndexed tells the place of each element', () => {
    const steps = perform(() => of('a', 'b').collectIndexed(as((i: number, value: string) => step(i, value))));
    expect(steps).toEqual(['0 a', '1 b', 'end']);
  });

  it('associate keeps the last value of a key', () => {
    const entry = as((n: number) => [n % 2, n] as const);
    expect(perform(() => entries(of(1, 2, 3).associate(entry)))).toEqual(['end: [[1, 3], [0, 2]]']);
  });

  it('associateBy takes keys, and values, from it', () => {
    const key = as((n: number) => n % 2);
    const value = as((n: number) => `v${n}`);
    expect(perform(() => entries(of(1, 2, 3).associateBy(key)))).toEqual(['end: [[1, 3], [0, 2]]']);
    expect(perform(() => entries(of(1, 2, 3).associateBy(key, value)))).toEqual(['end: [[1, v3], [0, v2]]']);
  });

  it('associateWith takes values from it', () => {
    expect(perform(() => entries(of(1, 2).associateWith(as((n: number) => n * 10))))).toEqual([
      'end: [[1, 10], [2, 20]]',
    ]);
  });

  it('groupBy collects the elements, or values, of a key', () => {
    const key = as((n: number) => n % 2);
    const value = as((n: number) => `v${n}`);
    expect(perform(() => entries(of(1, 2, 3).groupBy(key)))).toEqual(['end: [[1, [1, 3]], [0, [2]]]']);
    expect(perform(() => entries(of(1, 2, 3).groupBy(key, value)))).toEqual(['end: [[1, [v1, v3]], [0, [v2]]]']);
  });
});

function* entries<K, V>(call: Suspend<Map<K, V>>): Suspend<[K, V][]> {
  return [...(yield* call)];
}

describe('a collection into a destination', () => {
  it('adds to the list, set or map that is given', () => {
    const list = [0];
    const set = new Set([2]);
    const map = new Map([['x', 1]]);
    const groups = new Map([[1, [9]]]);
    const steps = perform(function* () {
      step((yield* of(1, 2).toList(list)) === list, list);
      step((yield* of(1, 2).toSet(set)) === set, [...set]);
      step((yield* of(5).associateBy(() => 'y', undefined, map)) === map, [...map]);
      step((yield* of(3).groupBy((n) => n % 2, undefined, groups)) === groups, [...groups]);
    });
    expect(steps).toEqual(['true [0, 1, 2]', 'true [2, 1]', 'true [[x, 1], [y, 5]]', 'true [[1, [9, 3]]]', 'end']);
  });

  it('makes a new one for each collection if none is', () => {
    const steps = perform(function* () {
      const numbers = of(1, 1, 2);
      step(yield* numbers.toList(), yield* numbers.toList(), [...(yield* numbers.toSet())]);
    });
    expect(steps).toEqual(['[1, 1, 2] [1, 1, 2] [1, 2]', 'end']);
  });
});

describe('the element of a flow', () => {
  it.each([
    ['first', 'end: null', 'Expected at least one element'],
    ['last', 'end: null', 'Expected at least one element'],
    ['single', 'end: null', 'Flow is empty'],
  ] as const)('%s throws, or is null, where there is none', (name, orNull, message) => {
    expect(perform(() => of()[name]())).toEqual([`threw NoSuchElementException(${message})`]);
    expect(perform(() => of()[`${name}OrNull`]())).toEqual([orNull]);
  });

  it.each(['first', 'last', 'single', 'firstOrNull', 'lastOrNull', 'singleOrNull'] as const)(
    '%s may be null or undefined',
    (name) => {
      expect(perform(() => of(null)[name]())).toEqual(['end: null']);
      expect(perform(() => of(undefined)[name]())).toEqual(['end']);
    },
  );

  it('first and last are those at the ends', () => {
    expect(perform(() => endless.first())).toEqual(['ended', 'end: 1']);
    expect(perform(() => endless.firstOrNull())).toEqual(['ended', 'end: 1']);
    expect(perform(() => of(1, 2, 3).last())).toEqual(['end: 3']);
    expect(perform(() => of(1, 2, 3).lastOrNull())).toEqual(['end: 3']);
  });

  it('single ends at the second one, in one way or another', () => {
    expect(perform(() => endless.single())).toEqual([
      'ended',
      'threw IllegalArgumentException(Flow has more than one element)',
    ]);
    expect(perform(() => endless.singleOrNull())).toEqual(['ended', 'end: null']);
    expect(perform(() => of(5).single())).toEqual(['end: 5']);
    expect(perform(() => of(5).singleOrNull())).toEqual(['end: 5']);
  });

  it('singleOrNull begins anew when its abort is swallowed', () => {
    const stubborn = flow<number>(function* ({ emit }) {
      yield* emit(1);
      try {
        yield* emit(2);
      } catch {
        step('goes on');
      }
    });
    const ended = (more: number[]) => stubborn.onCompletion((_cause, { emitAll }) => emitAll(flowOf(...more)));
    expect(perform(() => ended([]).singleOrNull())).toEqual(['goes on', 'end: null']);
    expect(perform(() => ended([3]).singleOrNull())).toEqual(['goes on', 'end: 3']);
  });

  it('first is not returned to a collector cancelled meanwhile', () => {
    const steps = perform(({ launch }) =>
      launch(function* (self) {
        const numbers = flow<number>(function* ({ emit }) {
          self.cancel();
          yield* emit(1);
        });
        step('got', yield* numbers.first());
      }).join(),
    );
    expect(steps).toEqual(['end']);
  });

  it('first within first ends only its own flow', () => {
    const steps = perform(() => endless.map(() => of(7, 8).first()).first());
    expect(steps).toEqual(['ended', 'end: 7']);
  });

  it('reduce throws where there is none', () => {
    expect(perform(() => of<number>().reduce((a, b) => a + b))).toEqual([
      "threw NoSuchElementException(Empty flow can't be reduced)",
    ]);
  });
});

describe('a failure of the flow', () => {
  it.each(['toList', 'toSet', 'count', 'last', 'lastOrNull', 'single', 'singleOrNull'] as const)(
    'is thrown by %s',
    (name) => {
      const failing = flow<number>(function* ({ emit }) {
        yield* emit(1);
        throw new Error('broken');
      });
      expect(perform(() => failing[name]() as Suspend<unknown>)).toEqual(['threw Error(broken)']);
    },
  );

  it('of its cleanup wins over that of the action', () => {
    const failing = flow<number>(function* ({ emit }) {
      try {
        yield* emit(1);
      } finally {
        throw new Error('cleanup');
      }
    });
    const steps = perform(() =>
      failing.fold(0, () => {
        throw new Error('action');
      }),
    );
    expect(steps).toEqual(['threw Error(cleanup)']);
  });
});

describe('collect', () => {
  it('without an action runs the flow', () => {
    expect(
      perform(() =>
        of(1, 2)
          .onEach((n) => step(n))
          .collect(),
      ),
    ).toEqual(['1', '2', 'end']);
  });

  it.each([
    'collect',
    'collectIndexed',
    'fold',
    'reduce',
    'any',
    'all',
    'none',
    'count',
    'first',
    'firstOrNull',
    'associate',
    'associateBy',
    'associateWith',
    'groupBy',
  ] as const)('and its like refuse what is not a function: %s', (name) => {
    const terminal = of(1)[name] as (...args: unknown[]) => unknown;
    const args = name === 'fold' ? [0, 'text'] : ['text'];
    expect(() => terminal.apply(of(1), args)).toThrow(`${name} expects a function as its block, got "text"`);
  });
});

describe('launchIn', () => {
  it('collects in a coroutine of the scope', () => {
    const steps = perform((scope) => {
      const job = of(1)
        .onEach(() => step(currentCoroutineContext().get(CoroutineName)?.name))
        .launchIn(scope.plus(new CoroutineName('collector')));
      step('launched', job.isActive);
    });
    expect(steps).toEqual(['launched true', 'collector', 'end']);
  });

  it('fails its scope when the flow fails', () => {
    const steps = perform(function* (scope) {
      flow<number>(() => {
        throw new Error('broken');
      }).launchIn(scope);
      yield* delay(10);
    });
    expect(steps).toEqual(['threw Error(broken)']);
  });
});
