// Fixed pieces of work whose cost is counted, not timed: see count.mjs. Each does `times` operations.
import {
  asFlow,
  Channel,
  CompletableDeferred,
  coroutineScope,
  delay,
  flow,
  generateSequence,
  Mutex,
  runBlocking,
  Semaphore,
  select,
  suspend,
  withTimeout,
  yieldNow,
} from '../../dist/index.js';

/** @typedef {(times: number) => void} Workload runs in the blocked thread, so that it ends within the call */

/** @type {Record<string, Workload>} */
export const workloads = {
  'launch + join': (times) =>
    runBlocking(function* ({ launch }) {
      for (let i = 0; i < times; i++) yield* launch(yieldOnce).join();
    }),

  'launch, plain function': (times) =>
    runBlocking(function* ({ launch }) {
      for (let i = 0; i < times; i++) launch(nothing);
      yield* yieldNow();
    }),

  'async + await': (times) =>
    runBlocking(function* (scope) {
      for (let i = 0; i < times; i++) yield* scope.async(nothing).await();
    }),

  yield: (times) =>
    runBlocking(function* ({ launch }) {
      for (let i = 0; i < 10; i++) launch(() => yieldTimes(times / 10));
    }),

  'resume 100 frames deep': (times) => runBlocking(() => atDepth(100, times)),

  'nested scope with finally': (times) =>
    runBlocking(function* () {
      for (let i = 0; i < times; i++) yield* coroutineScope(inScope);
    }),

  delay: (times) =>
    runBlocking(function* ({ launch }) {
      for (let i = 0; i < times; i++) launch(() => delay(1));
    }),

  'withTimeout that is not reached': (times) =>
    runBlocking(function* () {
      for (let i = 0; i < times; i++) yield* withTimeout(10_000, nothing);
    }),

  'cancel children': (times) =>
    runBlocking(function* ({ launch }) {
      const parent = launch(function* (scope) {
        for (let i = 0; i < times; i++) scope.launch(() => delay(Infinity));
      });
      yield* yieldNow();
      yield* yieldNow();
      yield* parent.cancelAndJoin();
    }),

  'complete a deferred': (times) =>
    runBlocking(function* ({ launch }) {
      for (let i = 0; i < times; i++) {
        const deferred = new CompletableDeferred();
        launch(() => deferred.complete(i));
        yield* deferred.await();
      }
    }),

  'rendezvous channel': (times) => sendAndReceive(new Channel(), times),
  'buffered channel': (times) => sendAndReceive(new Channel(16), times),
  'unlimited channel': (times) => sendAndReceive(new Channel(Channel.UNLIMITED), times),

  'select over 2 channels': (times) =>
    runBlocking(function* ({ launch }) {
      const [a, b] = [new Channel(), new Channel()];
      launch(() => sendTimes(a, times / 2));
      launch(() => sendTimes(b, times / 2));
      for (let i = 0; i < times; i++) yield* select(a.onReceive(same), b.onReceive(same));
    }),

  'mutex, contended': (times) =>
    runBlocking(function* ({ launch }) {
      const mutex = new Mutex();
      for (let i = 0; i < 10; i++) launch(() => lockTimes(mutex, times / 10));
    }),

  'semaphore, uncontended': (times) =>
    runBlocking(function* () {
      const semaphore = new Semaphore(1);
      for (let i = 0; i < times; i++) yield* semaphore.withPermit(nothing);
    }),

  'flow, emit and map': (times) =>
    runBlocking(() =>
      flow(function* ({ emit }) {
        for (let i = 0; i < times; i++) yield* emit(i);
      })
        .map(same)
        .collect(),
    ),

  'flow, take one of an array': (times) =>
    runBlocking(function* () {
      const numbers = asFlow([1, 2]);
      for (let i = 0; i < times; i++) yield* numbers.take(1).collect();
    }),

  'flow, take one of those emitted': (times) =>
    runBlocking(function* () {
      const ones = flow(function* ({ emit }) {
        for (;;) yield* emit(1);
      });
      for (let i = 0; i < times; i++) yield* ones.take(1).collect();
    }),

  'sequence, map, filter and take': (times) => {
    generateSequence(0, next)
      .map(next)
      .filter(isEven)
      .take(times / 2)
      .fold(0, addUp);
  },
};

const nothing = () => {};
const next = (/** @type {number} */ n) => n + 1;
const isEven = (/** @type {number} */ n) => n % 2 === 0;
const addUp = (/** @type {number} */ a, /** @type {number} */ b) => a + b;
const same = (/** @type {unknown} */ value) => value;

function* yieldOnce() {
  yield* yieldNow();
}

/** @param {number} times */
function* yieldTimes(times) {
  for (let i = 0; i < times; i++) yield* yieldNow();
}

/** @type {(depth: number, times: number) => import('../../dist/index.js').Suspend<void>} */
const atDepth = suspend(function* (depth, times) {
  if (depth > 0) yield* atDepth(depth - 1, times);
  else yield* yieldTimes(times);
});

function* inScope() {
  try {
    yield* yieldNow();
  } finally {
    nothing();
  }
}

/** @param {Channel<number>} channel @param {number} times */
function* sendTimes(channel, times) {
  for (let i = 0; i < times; i++) yield* channel.send(i);
}

/** @param {Channel<number>} channel @param {number} times */
function sendAndReceive(channel, times) {
  runBlocking(function* ({ launch }) {
    launch(() => sendTimes(channel, times));
    for (let i = 0; i < times; i++) yield* channel.receive();
  });
}

/** @param {Mutex} mutex @param {number} times */
function* lockTimes(mutex, times) {
  for (let i = 0; i < times; i++) yield* mutex.withLock(yieldOnce);
}
