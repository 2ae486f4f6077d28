import {
  callbackFlow,
  channelFlow,
  combine,
  combineTransform,
  delay,
  type Flow,
  flowOf,
  merge,
  type ReceiveChannel,
  race,
  run,
  type Suspend,
  zip,
} from 'suspendable';
import { describe, expectTypeOf, test } from 'vitest';

const numbers = flowOf(1, 2);
const texts = flowOf('a', 'b');

function* slowly<T>(value: T): Suspend<T> {
  yield* delay(1);
  return value;
}

describe('flows through channels', () => {
  test('send takes what the flow is said to give', () => {
    expectTypeOf(channelFlow<number>(({ send }) => send(1))).toEqualTypeOf<Flow<number>>();
    // @ts-expect-error a string is no number
    channelFlow<number>(({ send }) => send('1'));
    // @ts-expect-error a string is no number
    callbackFlow<number>(({ trySend }) => void trySend('1'));
  });

  test('buffers and contexts leave the type as it is', () => {
    expectTypeOf(numbers.buffer(1).conflate().debounce(1).sample(1).timeout(1)).toEqualTypeOf<Flow<number>>();
    run((scope) => expectTypeOf(numbers.produceIn(scope)).toEqualTypeOf<ReceiveChannel<number>>());
    expectTypeOf(numbers.asReadableStream()).toEqualTypeOf<ReadableStream<number>>();
  });
});

describe('several flows', () => {
  test('merge gives what any of them gives', () => {
    expectTypeOf(merge(numbers, texts)).toEqualTypeOf<Flow<number | string>>();
    expectTypeOf(merge(...[numbers, numbers])).toEqualTypeOf<Flow<number>>();
  });

  test('combine hands the function an element of each', () => {
    const combined = combine(numbers, texts, flowOf(true), (n, text, flag) => {
      expectTypeOf(n).toEqualTypeOf<number>();
      expectTypeOf(text).toEqualTypeOf<string>();
      expectTypeOf(flag).toEqualTypeOf<boolean>();
      return slowly({ n, text });
    });
    expectTypeOf(combined).toEqualTypeOf<Flow<{ n: number; text: string }>>();
  });

  test('combine of a list hands it a list', () => {
    expectTypeOf(combine([numbers, numbers], (values) => values)).toEqualTypeOf<Flow<number[]>>();
  });

  test('zip gives its function an element of each', () => {
    expectTypeOf(zip(numbers, texts, (n, text) => n + text.length)).toEqualTypeOf<Flow<number>>();
    // @ts-expect-error a list is no flow
    zip([1], texts, (n, text) => n + text.length);
  });

  test('combineTransform emits what the flow is said to give', () => {
    const sizes: Flow<number> = combineTransform(numbers, texts, (n, text, { emit }) => emit(n + text.length));
    expectTypeOf(sizes).toEqualTypeOf<Flow<number>>();
  });

  test('zip and combine of two know both types', () => {
    expectTypeOf(numbers.zip(texts, (n, text) => `${n.toFixed()}${text.trim()}`)).toEqualTypeOf<Flow<string>>();
    expectTypeOf(numbers.combine(texts, (n, text) => slowly([n, text] as const))).toEqualTypeOf<
      Flow<readonly [number, string]>
    >();
    expectTypeOf(numbers.withLatestFrom(texts, (n, text) => text.repeat(n))).toEqualTypeOf<Flow<string>>();
  });
});

describe('functions of elements', () => {
  test('flatMapMerge and flatMapLatest give what the inner flows give', () => {
    expectTypeOf(numbers.flatMapMerge(() => texts)).toEqualTypeOf<Flow<string>>();
    expectTypeOf(numbers.flatMapLatest(() => slowly(texts))).toEqualTypeOf<Flow<string>>();
    expectTypeOf(flowOf(texts, texts).flattenMerge()).toEqualTypeOf<Flow<string>>();
    // @ts-expect-error these are no flows
    numbers.flattenMerge();
  });

  test('mapLatest takes suspend functions and mapParallel promises', () => {
    expectTypeOf(numbers.mapLatest((n) => slowly(String(n)))).toEqualTypeOf<Flow<string>>();
    expectTypeOf(numbers.mapParallel(2, async (n) => String(n))).toEqualTypeOf<Flow<string>>();
    expectTypeOf(numbers.mapParallelUnordered(2, (n) => slowly(String(n)))).toEqualTypeOf<Flow<string>>();
  });

  test('chunked gives lists with or without a time', () => {
    expectTypeOf(numbers.chunked(2)).toEqualTypeOf<Flow<number[]>>();
    expectTypeOf(numbers.chunked(2, { within: 10 })).toEqualTypeOf<Flow<number[]>>();
  });
});

describe('race', () => {
  test('gives what any of its blocks gives', () => {
    expectTypeOf(
      race(
        () => slowly(1),
        () => 'a',
      ),
    ).toEqualTypeOf<Suspend<number | string>>();
    expectTypeOf(race(async () => true)).toEqualTypeOf<Suspend<boolean>>();
  });
});
