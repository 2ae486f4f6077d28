import {
  actor,
  awaitAll,
  BufferOverflow,
  Channel,
  combineState,
  consumeAsFlow,
  flow,
  flowOf,
  generateSequence,
  IllegalArgumentException,
  joinAll,
  MutableSharedFlow,
  MutableStateFlow,
  newSingleThreadContext,
  produce,
  receiveAsFlow,
  runBlocking,
  type Sequence,
  sequenceOf,
  suspendCancellableCoroutine,
  ticker,
} from 'suspendable';
import { describe, expect, test } from 'vitest';

/** What a JavaScript program can pass, whatever the types say. */
const wrong = (value: unknown): never => value as never;

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(IllegalArgumentException);
    return (error as Error).message;
  }
  return 'nothing was thrown';
}

describe('options given as Kotlin gives arguments, one by one, are refused', () => {
  test.each([
    ['Channel', 'onBufferOverflow: ...', () => new Channel(1, wrong(BufferOverflow.DROP_OLDEST))],
    ['buffer', 'onBufferOverflow: ...', () => flowOf(1).buffer(1, wrong(BufferOverflow.DROP_OLDEST))],
    ['MutableSharedFlow', 'onBufferOverflow: ...', () => new MutableSharedFlow(wrong(1))],
    ['MutableStateFlow', 'equals', () => new MutableStateFlow(1, wrong(Object.is))],
    ['flatMapMerge', 'concurrency: 3', () => flowOf(1).flatMapMerge(() => flowOf(1), wrong(3))],
    ['flattenMerge', 'concurrency: 3', () => flowOf(flowOf(1)).flattenMerge(wrong(3))],
    ['chunked', 'within: 100', () => flowOf(1).chunked(2, wrong(100))],
    ['ticker', 'initialDelay: 0', () => ticker(10, wrong(0))],
    ['newFixedThreadPoolContext', 'resourceLimits', () => newSingleThreadContext('one', wrong(null))],
  ])('by %s', (taker, example, call) => {
    expect(messageOf(call).split(', got ')[0]).toBe(`${taker} expects options { ${example} }`);
  });
});

describe('a list where each is an argument of its own is refused, with what to write', () => {
  test('by awaitAll', () => {
    expect(messageOf(() => awaitAll(wrong([])))).toBe(
      'awaitAll expects each argument to be a Deferred, got an object of class Array. Spread the list: awaitAll(...list)',
    );
    expect(messageOf(() => awaitAll(wrong(Promise.resolve())))).toBe(
      'awaitAll expects each argument to be a Deferred, got an object of class Promise',
    );
  });

  test('by joinAll', () => {
    expect(messageOf(() => joinAll(wrong([])))).toBe(
      'joinAll expects each argument to be a Job, got an object of class Array. Spread the list: joinAll(...list)',
    );
    expect(messageOf(() => joinAll(wrong(undefined)))).toBe('joinAll expects each argument to be a Job, got undefined');
  });
});

describe('a missing scope is named', () => {
  test.each([
    [
      'produce',
      'a function',
      () =>
        produce(
          wrong(() => {}),
          wrong(undefined),
        ),
    ],
    [
      'actor',
      'a function',
      () =>
        actor(
          wrong(() => {}),
          wrong(undefined),
        ),
    ],
    ['launchIn', 'undefined', () => flowOf(1).launchIn(wrong(undefined))],
    ['shareIn', 'null', () => flowOf(1).shareIn(wrong(null), wrong(undefined))],
  ])('by %s', (taker, given, call) => {
    expect(messageOf(call)).toBe(`${taker} expects a CoroutineScope as its first argument, got ${given}`);
  });
});

describe('a function that gives no flow where one is needed', () => {
  test.each([
    ['flatMapConcat', 'an object of class Array', () => flowOf(1).flatMapConcat(wrong(() => [1]))],
    ['flatMapMerge', '5', () => flowOf(1).flatMapMerge(wrong(() => 5))],
    ['flatMapLatest', 'undefined', () => flowOf(1).flatMapLatest(wrong(() => {}))],
    ['flattenConcat', '1', () => flowOf(wrong(1)).flattenConcat()],
    ['flattenMerge', '1', () => flowOf(wrong(1)).flattenMerge()],
    ['flattenMerge', '1', () => flowOf(wrong(1)).flattenMerge({ concurrency: 1 })],
    [
      'flatMapMerge',
      '5',
      () =>
        flowOf(1).flatMapMerge(
          wrong(() => 5),
          { concurrency: 1 },
        ),
    ],
  ])('fails %s', (taker, given, flow) => {
    expect(messageOf(() => runBlocking(() => flow().collect()))).toBe(`${taker} expects a flow, got ${given}`);
  });
});

describe('a channel is cancelled by nothing but a cancellation', () => {
  const message =
    "cancel expects a CancellationException, got an object of class Error. Write cancel(new CancellationException('...', { cause })) or close(cause)";

  test('and is left as it was', () => {
    const channel = new Channel<number>(1);
    channel.trySend(1);
    expect(messageOf(() => channel.cancel(wrong(new Error('boom'))))).toBe(message);
    expect([channel.isClosedForSend, channel.tryReceive().getOrNull()]).toEqual([false, 1]);
    channel.cancel(null);
    channel.cancel(undefined);
    expect(messageOf(() => channel.cancel(wrong(new Error('boom'))))).toBe(message); // cancelled or not
  });

  test('nor is a producer', () => {
    runBlocking(function* (scope) {
      const numbers = produce<number>(scope, ({ send }) => send(1));
      expect(messageOf(() => numbers.cancel(wrong(new Error('boom'))))).toBe(message);
      expect(yield* numbers.toList()).toEqual([1]);
    });
  });
});

test('a ticker of a mode that there is not is refused', () => {
  expect(messageOf(() => ticker(1, { mode: wrong('FIXED_DELAY') }))).toBe(
    'mode is one of fixed-period, fixed-delay, got "FIXED_DELAY"',
  );
});

describe('what is no channel is refused at once', () => {
  test.each([
    ['receiveAsFlow', 'a channel', 'null', () => receiveAsFlow(wrong(null))],
    ['consumeAsFlow', 'a channel', 'an object of class Array', () => consumeAsFlow(wrong([1]))],
    ['emitAll', 'a flow or a channel', 'undefined', () => new MutableSharedFlow().emitAll(wrong(undefined))],
    ['emitAll', 'a flow or a channel', 'an object of class Array', () => new MutableStateFlow(1).emitAll(wrong([1]))],
  ])('by %s', (taker, expected, given, call) => {
    expect(messageOf(call)).toBe(`${taker} expects ${expected}, got ${given}`);
  });

  test('by emitAll of a collector, before it is run', () => {
    const emitting = flow(({ emitAll }) => void messages.push(messageOf(() => emitAll(wrong([1])))));
    const messages: string[] = [];
    runBlocking(() => emitting.collect());
    expect(messages).toEqual(['emitAll expects a flow or a channel, got an object of class Array']);
  });
});

describe('a suspend function where a plain one is needed is refused when it is called', () => {
  test('as equals of a state flow', () => {
    const state = new MutableStateFlow(1, { equals: wrong(function* () {}) });
    const message =
      'MutableStateFlow expects as equals a plain function that compares two values, but it returned a suspend call';
    expect(
      messageOf(() => {
        state.value = 2;
      }),
    ).toBe(message);
    expect(messageOf(() => state.compareAndSet(1, 2))).toBe(message);
    expect(state.value).toBe(1);
  });

  const state = new MutableStateFlow(1);
  test.each([
    ['mapState', () => state.mapState(function* () {})],
    ['combineState', () => combineState(state, function* () {})],
  ])('by %s', (taker, derive) => {
    expect(messageOf(() => derive().value)).toBe(
      `${taker} expects a plain function that computes the state, but it returned a suspend call. Suspend in a flow that is made a state: yield* state.map(fn).stateIn(scope)`,
    );
  });
});

test('a policy for sharing whose command gives no flow fails the sharing', () => {
  const sharing = () => runBlocking((scope) => void flowOf(1).shareIn(scope, { command: () => wrong(5) }));
  expect(messageOf(sharing)).toBe(
    'The method command of a policy for sharing should give a flow of SharingCommand, got 5',
  );
});

describe('what is no function is refused before anything runs', () => {
  test('by invokeOnCompletion', () => {
    runBlocking(({ launch }) => {
      const job = launch(() => {});
      expect(messageOf(() => job.invokeOnCompletion(wrong(undefined)))).toBe(
        'invokeOnCompletion expects a function as its block, got undefined',
      );
    });
  });

  test('by invokeOnCancellation', () => {
    runBlocking(() =>
      suspendCancellableCoroutine<void>((continuation) => {
        expect(messageOf(() => continuation.invokeOnCancellation(wrong(5)))).toBe(
          'invokeOnCancellation expects a function as its block, got 5',
        );
        continuation.resume();
      }),
    );
  });

  test('by invokeOnClose', () => {
    const channel = new Channel<number>();
    expect(messageOf(() => channel.invokeOnClose(wrong(5)))).toBe(
      'invokeOnClose expects a function as its block, got 5',
    );
    const calls: unknown[] = [];
    channel.invokeOnClose((cause) => calls.push(cause)); // the wrong one is not registered
    channel.close();
    expect(calls).toEqual([null]);
  });

  test.each([5, null])('by Channel, with %s as onUndeliveredElement', (handler) => {
    expect(messageOf(() => new Channel(1, { onUndeliveredElement: wrong(handler) }))).toBe(
      `onUndeliveredElement expects a function as its block, got ${handler}`,
    );
  });

  test.each([
    'map',
    'mapIndexed',
    'filter',
    'filterNot',
    'filterIndexed',
    'flatMap',
    'flatMapIndexed',
    'ifEmpty',
    'distinctBy',
    'takeWhile',
    'dropWhile',
    'onEach',
    'onEachIndexed',
    'sortedBy',
    'sortedByDescending',
    'sortedWith',
    'runningReduce',
    'runningReduceIndexed',
    'filterIsInstance',
    'forEach',
    'forEachIndexed',
    'reduce',
    'reduceIndexed',
    'reduceOrNull',
    'reduceIndexedOrNull',
    'count',
    'sumOf',
    'minBy',
    'minByOrNull',
    'minOf',
    'minOfOrNull',
    'minWith',
    'minWithOrNull',
    'maxBy',
    'maxByOrNull',
    'maxOf',
    'maxOfOrNull',
    'maxWith',
    'maxWithOrNull',
    'associate',
    'associateBy',
    'associateWith',
    'groupBy',
    'partition',
    'first',
    'firstOrNull',
    'firstNotNullOf',
    'firstNotNullOfOrNull',
    'last',
    'lastOrNull',
    'single',
    'singleOrNull',
    'find',
    'findLast',
    'indexOfFirst',
    'indexOfLast',
    'any',
    'all',
    'none',
  ] satisfies (keyof Sequence<number>)[])('by %s of a sequence', (name) => {
    const method = sequenceOf(1)[name] as (this: Sequence<number>, fn: unknown) => unknown;
    expect(messageOf(() => method.call(sequenceOf(1), 'x'))).toBe(`${name} expects a function as its block, got "x"`);
  });

  test.each([
    'fold',
    'foldIndexed',
    'runningFold',
    'scanIndexed',
    'elementAtOrElse',
    'associateBy',
    'groupBy',
  ] as const)('by %s of a sequence, as its second argument', (name) => {
    const method = sequenceOf(1)[name] as (this: Sequence<number>, first: unknown, fn: unknown) => unknown;
    const first = name === 'associateBy' || name === 'groupBy' ? String : 0;
    const taker = name === 'scanIndexed' ? 'runningFoldIndexed' : name;
    expect(messageOf(() => method.call(sequenceOf(1), first, null))).toBe(
      `${taker} expects a function as its block, got null`,
    );
  });
});

describe('what else a sequence cannot do with is refused at once', () => {
  const endless = generateSequence(1, (n) => n + 1);
  test.each([
    ['minus expects something iterable, got 5', () => endless.minus(wrong(5))],
    ['plus expects something iterable, got undefined', () => endless.plus(wrong(undefined))],
    ['zip expects something iterable, got null', () => endless.zip(wrong(null))],
    ["joinToString expects options { prefix: '(' }, got null", () => endless.joinToString('-', wrong(null))],
    [
      'joinToString transform expects a function as its block, got 5',
      () => endless.joinToString('-', { transform: wrong(5) }),
    ],
    ['Expected a whole number as the index, got 1.5', () => endless.elementAt(1.5)],
    ['Expected a whole number as the index, got NaN', () => endless.elementAtOrNull(Number.NaN)],
    ['Expected a whole number as the index, got "1"', () => endless.elementAtOrElse(wrong('1'), () => 0)],
  ])('%s', (message, call) => {
    expect(messageOf(call)).toBe(message);
  });
});

describe('a destination that nothing can be added to is refused at once', () => {
  const flow = flowOf(1);
  test.each([
    ['toList', 'an array', () => flow.toList(wrong(5))],
    ['toSet', 'a Set', () => flow.toSet(wrong(5))],
    ['associate', 'a Map', () => flow.associate((n) => [n, n], wrong(5))],
    ['associateBy', 'a Map', () => flow.associateBy(String, undefined, wrong(5))],
    ['associateWith', 'a Map', () => flow.associateWith(String, wrong(5))],
    ['groupBy', 'a Map', () => flow.groupBy(String, undefined, wrong(5))],
  ])('by %s', (taker, expected, call) => {
    expect(messageOf(call)).toBe(`${taker} expects ${expected} as its destination, got 5`);
  });
});
