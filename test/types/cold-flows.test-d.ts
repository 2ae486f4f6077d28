import {
  asFlow,
  CoroutineName,
  type CoroutineScope,
  delay,
  emptyFlow,
  type Flow,
  type FlowCollector,
  flow,
  flowOf,
  GlobalScope,
  type IndexedValue,
  type Job,
  SharingStarted,
  type StateFlow,
  type Suspend,
} from 'suspendable';
import { describe, expectTypeOf, test } from 'vitest';

interface Animal {
  name: string;
}
interface Cat extends Animal {
  meow(): void;
}

const numbers = flowOf(1, 2);
const mixed = flowOf<number | string | null | undefined>(1, 'a', null);
const isText = (value: unknown): value is string => typeof value === 'string';

function* slowly<T>(value: T): Suspend<T> {
  yield* delay(1);
  return value;
}

describe('flows and what they are made of', () => {
  test('a flow is covariant', () => {
    expectTypeOf<Flow<Cat>>().toExtend<Flow<Animal>>();
    expectTypeOf<Flow<Animal>>().not.toExtend<Flow<Cat>>();
    expectTypeOf<FlowCollector<Animal>>().toExtend<FlowCollector<Cat>>();
    expectTypeOf<FlowCollector<Cat>>().not.toExtend<FlowCollector<Animal>>();
  });

  test('the builders give flows of their elements', () => {
    expectTypeOf(flowOf(1, 2)).toEqualTypeOf<Flow<number>>();
    expectTypeOf(flowOf<number | string>(1, 'a')).toEqualTypeOf<Flow<number | string>>();
    expectTypeOf(emptyFlow()).toEqualTypeOf<Flow<never>>();
    expectTypeOf(asFlow(new Set(['a']))).toEqualTypeOf<Flow<string>>();
    expectTypeOf(asFlow(Promise.resolve(1))).toEqualTypeOf<Flow<number>>();
    expectTypeOf(asFlow(() => slowly(1))).toEqualTypeOf<Flow<number>>();
    // @ts-expect-error a number has no elements
    asFlow(1);
  });

  test('flow emits what it is said to give', () => {
    expectTypeOf(flow<number>(({ emit }) => emit(1))).toEqualTypeOf<Flow<number>>();
    expectTypeOf(flow<number>(({ emitAll }) => emitAll(numbers))).toEqualTypeOf<Flow<number>>();
    // @ts-expect-error a string is no number
    flow<number>(({ emit }) => emit('1'));
    // @ts-expect-error nor is a flow of strings one of numbers
    flow<number>(({ emitAll }) => emitAll(flowOf('1')));
    // @ts-expect-error the function is given, not what it returns
    flow(slowly(1));
    // @ts-expect-error an async function cannot emit
    flow<number>(async ({ emit }) => emit(1));
  });
});

describe('operators of each element', () => {
  test('map gives the results, also of suspend functions', () => {
    expectTypeOf(numbers.map(String)).toEqualTypeOf<Flow<string>>();
    expectTypeOf(numbers.map((n) => slowly(n.toFixed()))).toEqualTypeOf<Flow<string>>();
    expectTypeOf(mixed.mapNotNull((value) => value)).toEqualTypeOf<Flow<number | string>>();
    // @ts-expect-error a number has no length
    numbers.map((n) => n.length);
    // @ts-expect-error the function is given, not what it returns
    numbers.map(slowly(1));
  });

  test('filter narrows by a type guard and by nothing else', () => {
    expectTypeOf(mixed.filter(isText)).toEqualTypeOf<Flow<string>>();
    expectTypeOf(mixed.filter((value) => value !== 1)).toExtend<Flow<number | string | null | undefined>>();
    expectTypeOf(numbers.filter((n) => slowly(n > 1))).toEqualTypeOf<Flow<number>>();
    expectTypeOf(numbers.filterNot((n) => n > 1)).toEqualTypeOf<Flow<number>>();
    expectTypeOf(mixed.filterNotNull()).toEqualTypeOf<Flow<number | string>>();
    // @ts-expect-error whether it holds is no number
    numbers.filter((n) => n);
  });

  test('filterIsInstance gives the instances of a class, abstract ones too', () => {
    abstract class Shape {
      abstract readonly area: number;
    }
    expectTypeOf(flowOf<unknown>().filterIsInstance(Error)).toEqualTypeOf<Flow<Error>>();
    expectTypeOf(flowOf<unknown>().filterIsInstance(Shape)).toEqualTypeOf<Flow<Shape>>();
    // @ts-expect-error an arrow function makes no instances
    flowOf<unknown>().filterIsInstance(() => 1);
  });

  test('onEach leaves the type as it is', () => {
    expectTypeOf(numbers.onEach((n) => slowly(n.toFixed()))).toEqualTypeOf<Flow<number>>();
    expectTypeOf(numbers.withIndex()).toEqualTypeOf<Flow<IndexedValue<number>>>();
    expectTypeOf(numbers.cancellable().flowOn(new CoroutineName('reader'))).toEqualTypeOf<Flow<number>>();
    // @ts-expect-error a name alone is no context
    numbers.flowOn('reader');
  });

  test('transform emits what it is said to give', () => {
    expectTypeOf(numbers.transform<string>((n, { emit }) => emit(n.toFixed()))).toEqualTypeOf<Flow<string>>();
    expectTypeOf(
      numbers.transformWhile<string>(function* (n, { emit }) {
        yield* emit(n.toFixed());
        return n < 3;
      }),
    ).toEqualTypeOf<Flow<string>>();
    // @ts-expect-error a number is no string
    numbers.transform<string>((n, { emit }) => emit(n));
    // @ts-expect-error whether it goes on is not said
    numbers.transformWhile<number>((n, { emit }) => emit(n));
  });

  test('flatMapConcat gives what the inner flows give', () => {
    expectTypeOf(numbers.flatMapConcat((n) => flowOf(String(n)))).toEqualTypeOf<Flow<string>>();
    expectTypeOf(numbers.flatMapConcat((n) => slowly(flowOf(String(n))))).toEqualTypeOf<Flow<string>>();
    expectTypeOf(flowOf(numbers).flattenConcat()).toEqualTypeOf<Flow<number>>();
    // @ts-expect-error an array is no flow
    numbers.flatMapConcat((n) => [n]);
    // @ts-expect-error these are no flows
    numbers.flattenConcat();
  });
});

describe('operators of the whole flow', () => {
  test('limits leave the type as it is, takeWhile narrows', () => {
    expectTypeOf(
      numbers
        .take(1)
        .drop(1)
        .dropWhile((n) => n > 1),
    ).toEqualTypeOf<Flow<number>>();
    expectTypeOf(mixed.takeWhile(isText)).toEqualTypeOf<Flow<string>>();
    expectTypeOf(numbers.takeWhile((n) => slowly(n < 3))).toEqualTypeOf<Flow<number>>();
    // @ts-expect-error a count is no function
    numbers.take((n: number) => n > 1);
    // @ts-expect-error without a count
    numbers.drop();
  });

  test('scan and runningFold accumulate another type, runningReduce the same', () => {
    expectTypeOf(numbers.scan('', (text, n) => text + n)).toEqualTypeOf<Flow<string>>();
    expectTypeOf(numbers.runningFold('', (text, n) => slowly(text + n))).toEqualTypeOf<Flow<string>>();
    expectTypeOf(numbers.runningReduce((sum, n) => sum + n)).toEqualTypeOf<Flow<number>>();
    // @ts-expect-error the sum of numbers is no string
    numbers.runningReduce((sum, n) => `${sum}${n}`);
    // @ts-expect-error what is accumulated is a string
    numbers.scan('', (sum, n) => n);
  });

  test('distinctUntilChanged compares elements, or keys', () => {
    expectTypeOf(numbers.distinctUntilChanged((a, b) => a === b)).toEqualTypeOf<Flow<number>>();
    expectTypeOf(flowOf({ id: 1 }).distinctUntilChangedBy(({ id }) => id)).toEqualTypeOf<Flow<{ id: number }>>();
    // @ts-expect-error numbers have no id
    numbers.distinctUntilChangedBy(({ id }) => id);
  });

  test('catch, onStart, onEmpty and onCompletion may add another type', () => {
    expectTypeOf(numbers.catch((_, { emit }) => emit(0))).toEqualTypeOf<Flow<number>>();
    expectTypeOf(numbers.catch<string>((_, { emit }) => emit('none'))).toEqualTypeOf<Flow<number | string>>();
    expectTypeOf(numbers.onStart<null>(({ emit }) => emit(null))).toEqualTypeOf<Flow<number | null>>();
    expectTypeOf(numbers.onEmpty<null>(({ emit }) => emit(null))).toEqualTypeOf<Flow<number | null>>();
    expectTypeOf(numbers.onCompletion<null>((_, { emit }) => emit(null))).toEqualTypeOf<Flow<number | null>>();
    numbers.catch((error) => void expectTypeOf(error).toBeUnknown());
    // @ts-expect-error it was not said that there are strings, too
    numbers.onStart(({ emit }) => emit('first'));
  });

  test('retry takes a number or options', () => {
    expectTypeOf(numbers.retry(2, (cause) => slowly(cause instanceof Error))).toEqualTypeOf<Flow<number>>();
    expectTypeOf(numbers.retry({ retries: 2, delay: 10, jitter: 0.5 })).toEqualTypeOf<Flow<number>>();
    // @ts-expect-error there is no such option
    numbers.retry({ times: 2 });
  });
});

describe('terminals', () => {
  test('fold accumulates another type, reduce the same', () => {
    expectTypeOf(numbers.fold('', (text, n) => slowly(text + n))).toEqualTypeOf<Suspend<string>>();
    expectTypeOf(numbers.reduce((sum, n) => sum + n)).toEqualTypeOf<Suspend<number>>();
    // @ts-expect-error a number is no string
    numbers.fold('', (_, n) => n);
  });

  test('first narrows by a type guard, the others may give null', () => {
    expectTypeOf(mixed.first(isText)).toEqualTypeOf<Suspend<string>>();
    expectTypeOf(mixed.firstOrNull(isText)).toEqualTypeOf<Suspend<string | null>>();
    expectTypeOf(numbers.first()).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(numbers.last()).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(numbers.lastOrNull()).toEqualTypeOf<Suspend<number | null>>();
    expectTypeOf(numbers.single()).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(numbers.singleOrNull()).toEqualTypeOf<Suspend<number | null>>();
  });

  test('collections are of the elements', () => {
    expectTypeOf(numbers.toList()).toEqualTypeOf<Suspend<number[]>>();
    expectTypeOf(numbers.toSet()).toEqualTypeOf<Suspend<Set<number>>>();
    expectTypeOf(numbers.associate((n) => [String(n), n > 1] as const)).toEqualTypeOf<Suspend<Map<string, boolean>>>();
    expectTypeOf(numbers.associateBy(String)).toEqualTypeOf<Suspend<Map<string, number>>>();
    expectTypeOf(numbers.associateWith(String)).toEqualTypeOf<Suspend<Map<number, string>>>();
    expectTypeOf(numbers.groupBy((n) => n > 1, String)).toEqualTypeOf<Suspend<Map<boolean, string[]>>>();
    // @ts-expect-error numbers do not go into a list of strings
    numbers.toList(['a']);
  });

  test('questions are answered by a boolean or a number', () => {
    expectTypeOf(numbers.any((n) => n > 1)).toEqualTypeOf<Suspend<boolean>>();
    expectTypeOf(numbers.count((n) => slowly(n > 1))).toEqualTypeOf<Suspend<number>>();
    // @ts-expect-error without a question
    numbers.all();
  });

  test('collect gives nothing, launchIn a job', () => {
    expectTypeOf(numbers.collect((n) => slowly(n.toFixed()))).toEqualTypeOf<Suspend<void>>();
    expectTypeOf(numbers.collectIndexed((index, n) => index + n)).toEqualTypeOf<Suspend<void>>();
    expectTypeOf(numbers.launchIn(GlobalScope)).toEqualTypeOf<Job>();
    // @ts-expect-error its elements are numbers
    numbers.collect((text: string) => text);
  });

  test('a flow can be looped over by for await', () => {
    expectTypeOf(numbers[Symbol.asyncIterator]()).toEqualTypeOf<AsyncIterator<number, undefined>>();
  });

  test('stateIn needs an initial value of the type, or suspends', () => {
    const scope: CoroutineScope = GlobalScope;
    expectTypeOf(numbers.stateIn(scope)).toEqualTypeOf<Suspend<StateFlow<number>>>();
    const state = (): StateFlow<number> => numbers.stateIn(scope, SharingStarted.Eagerly, 0);
    expectTypeOf(state).returns.toEqualTypeOf<StateFlow<number>>();
    // @ts-expect-error without an initial value
    () => numbers.stateIn(scope, SharingStarted.Eagerly);
    // @ts-expect-error a string is no number
    () => numbers.stateIn(scope, SharingStarted.Eagerly, '0');
    // @ts-expect-error no policy
    () => numbers.shareIn(scope);
  });
});
