import {
  Channel,
  CoroutineName,
  coroutineScope,
  delay,
  type Flow,
  flow,
  flowOf,
  NonCancellable,
  withContext,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { causes, otherDispatcher, perform, step, text } from '../perform.js';
import { collected, of } from './flows.js';

/** What collecting it fails with, without what differs from run to run. */
function failureOf(make: () => Flow<unknown>): string {
  const steps = perform(function* () {
    try {
      yield* make().collect();
    } catch (error) {
      return text(error).replaceAll(/@[0-9a-f]+/g, '');
    }
  });
  return steps.at(-1)!;
}

describe('the context of an emission', () => {
  it('may not be that of another coroutine', () => {
    const broken = () =>
      flow<number>(function* ({ emit }) {
        yield* coroutineScope(function* ({ launch }) {
          launch(() => emit(1));
        });
      });
    expect(failureOf(broken)).toBe(
      'end: IllegalStateException(Flow invariant is violated:\n' +
        '\t\tEmission from another coroutine is detected.\n' +
        '\t\tChild of StandaloneCoroutine{Active}, expected child of DeferredCoroutine{Active}.\n' +
        '\t\tFlowCollector is not thread-safe and concurrent emissions are prohibited.\n' +
        "\t\tTo mitigate this restriction please use 'channelFlow' builder instead of 'flow')",
    );
  });

  it.each<[string, () => Parameters<typeof withContext>[0]]>([
    ['another dispatcher', () => otherDispatcher()],
    ['another name', () => new CoroutineName('other')],
  ])('may not have %s', (_what, context) => {
    const broken = () =>
      flow<number>(function* ({ emit }) {
        yield* withContext(context(), () => emit(1));
      });
    expect(failureOf(broken)).toMatch(
      /Flow invariant is violated:\n\t\tFlow was collected in .*\n\t\tbut emission happened in .*\n\t\tPlease refer to 'flow' documentation or use 'flowOn' instead/,
    );
    expect(
      failureOf(() =>
        broken()
          .map((n) => n)
          .transform((n, { emit }) => emit(n)),
      ),
    ).toMatch('Flow invariant is violated');
  });

  it('may not have an element in the place of an equal one', () => {
    const broken = flow<number>(function* ({ emit }) {
      yield* withContext(new CoroutineName('a'), () => emit(1));
    });
    expect(failureOf(() => broken.flowOn(new CoroutineName('a')))).toMatch('Flow invariant is violated');
  });

  it('may be that of a scope within the coroutine', () => {
    const nested = flow<number>(function* ({ emit }) {
      yield* coroutineScope(() => emit(1));
      yield* withContext(new CoroutineName('same'), function* () {
        yield* flow<number>((inner) => inner.emit(2)).collect((n) => step('inner', n));
      });
      yield* emit(3);
    });
    expect(collected(nested)).toEqual(['1', 'inner 2', '3', 'end']);
  });

  it('is checked again after a violation was caught', () => {
    const stubborn = () =>
      flow<number>(function* ({ emit }) {
        try {
          yield* withContext(new CoroutineName('other'), () => emit(1));
        } catch {}
        yield* emit(2);
      });
    expect(failureOf(stubborn)).toMatch('Flow exception transparency is violated');
  });

  it('may lack the job only within NonCancellable of itself', () => {
    const uncancellable = () =>
      flow<number>(function* ({ emit }) {
        yield* withContext(NonCancellable, () => emit(1));
      });
    expect(failureOf(uncancellable)).toMatch('Emission from another coroutine is detected');
  });
});

describe('an exception from downstream', () => {
  const swallowing = flow<number>(function* ({ emit }) {
    try {
      yield* emit(1);
    } catch (error) {
      step('caught', error);
    }
    yield* emit(2);
  });

  it('ends the emission: a further one is refused', () => {
    const steps = perform(function* () {
      try {
        yield* swallowing.collect(() => {
          throw new Error('downstream');
        });
      } catch (error) {
        step(causes(error));
      }
    });
    expect(steps).toEqual([
      'caught Error(downstream)',
      'IllegalStateException(Flow exception transparency is violated:\n' +
        "\t\tPrevious 'emit' call has thrown exception Error: downstream, but then emission attempt of value '2' was made.\n" +
        "\t\tEmissions from 'catch' blocks are prohibited in order to avoid unspecified behaviour, 'Flow.catch' operator can be used instead.\n" +
        '\t\tFor a more detailed explanation, please refer to Flow documentation.) <- Error(downstream)',
      'end',
    ]);
  });

  it.each<[string, unknown, unknown, string]>([
    [
      'objects without a prototype',
      Object.create(null),
      Object.create(null),
      "an object, but then emission attempt of value 'an object'",
    ],
    ['symbols', Symbol('a'), Symbol('b'), "Symbol(a), but then emission attempt of value 'Symbol(b)'"],
  ])('tells of %s, too', (_name, thrown, element, words) => {
    const swallowing = flow<unknown>(function* ({ emit }) {
      try {
        yield* emit(1);
      } catch {}
      yield* emit(element);
    });
    const steps = perform(() =>
      swallowing.collect(() => {
        throw thrown;
      }),
    );
    expect(steps[0]).toContain(`has thrown exception ${words} was made`);
  });

  it('counts also when it comes after a wait', () => {
    const steps = perform(function* () {
      yield* swallowing.collect(function* () {
        yield* delay(1);
        throw new Error('late');
      });
    });
    expect(steps[0]).toBe('caught Error(late)');
    expect(steps[1]).toMatch('threw IllegalStateException(Flow exception transparency is violated');
  });

  it('counts also when it comes out of emitAll', () => {
    const steps = perform(function* () {
      yield* flow<number>(function* ({ emit, emitAll }) {
        try {
          yield* emitAll(flowOf(1));
        } catch (error) {
          step('caught', error);
        }
        yield* emit(2);
      }).collect(function* () {
        yield* delay(1);
        throw new Error('late');
      });
    });
    expect(steps[1]).toMatch('Flow exception transparency is violated');
  });
});

describe('emitAll', () => {
  it('emits the elements of a flow among others', () => {
    const framed = flow<number>(function* ({ emit, emitAll }) {
      yield* emit(0);
      yield* emitAll(of(1, 2));
      yield* emit(3);
    });
    expect(collected(framed)).toEqual(['0', '1', '2', '3', 'end']);
  });

  it('goes on after a flow that has failed by itself', () => {
    const recovering = flow<number>(function* ({ emit, emitAll }) {
      try {
        yield* emitAll(
          flow<number>(() => {
            throw new Error('inner');
          }),
        );
      } catch (error) {
        step('caught', error);
      }
      yield* emit(1);
    });
    expect(collected(recovering)).toEqual(['caught Error(inner)', '1', 'end']);
  });

  it('emits the elements of a channel and cancels it', () => {
    const steps = perform(function* () {
      const channel = new Channel<number>(3);
      for (const n of [1, 2, 3]) channel.trySend(n);
      const first = yield* flow<number>(({ emitAll }) => emitAll(channel)).first();
      step(first, channel.isClosedForSend, channel.isClosedForReceive);
    });
    expect(steps).toEqual(['1 true true', 'end']);
  });
});
