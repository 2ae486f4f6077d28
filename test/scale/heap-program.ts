/* Coroutines and jobs that come and go. */
import { DebugProbes } from '../../src/debug/index.js';
import {
  awaitAll,
  awaitCancellation,
  CompletableDeferred,
  coroutineScope,
  Job,
  MutableSharedFlow,
  MutableStateFlow,
  runBlocking,
  type Suspend,
  suspend,
  yieldNow,
} from '../../src/index.js';
import { printGrowth, type Scenario } from './heap-growth.js';

const long = new CompletableDeferred<number>();
const failed = new CompletableDeferred<number>();
failed.completeExceptionally(new Error('boom'));
const nothing = () => {};
const hotFlows = [
  new MutableSharedFlow<number>(),
  new MutableSharedFlow<number>({ replay: 2, extraBufferCapacity: 2 }),
  new MutableStateFlow(0),
];

const scenarios: Record<string, Scenario> = {
  launch: {
    rounds: 10_000_000,
    run: (rounds) =>
      runBlocking(function* ({ launch }) {
        for (let i = 1; i <= rounds; i++) {
          launch(nothing);
          if (i % 1000 === 0) yield* yieldNow();
        }
      }),
  },
  cancel: {
    rounds: 100_000,
    run: (rounds) =>
      runBlocking(function* ({ launch }) {
        for (let i = 0; i < rounds; i += 1000) {
          const jobs = Array.from({ length: 1000 }, () => launch(awaitCancellation));
          yield* yieldNow();
          for (const job of jobs) job.cancel();
          yield* yieldNow();
        }
      }),
  },
  handlers: {
    rounds: 1_000_000,
    run: (rounds) => {
      for (let i = 0; i < rounds; i++) long.invokeOnCompletion(nothing, { onCancelling: i % 2 === 0 }).dispose();
    },
  },
  awaitAll: {
    rounds: 1_000_000,
    run: (rounds) =>
      runBlocking(function* () {
        for (let i = 0; i < rounds; i++) {
          try {
            yield* awaitAll(long, failed);
          } catch {}
        }
      }),
  },
  join: {
    rounds: 100_000,
    run: (rounds) =>
      runBlocking(function* ({ launch }) {
        const wait = () => long.join();
        for (let i = 0; i < rounds; i += 1000) {
          const parent = new Job();
          for (let k = 0; k < 1000; k++) launch(parent, wait);
          yield* yieldNow();
          yield* parent.cancelAndJoin();
        }
      }),
  },
  subscribers: {
    rounds: 1_000_000,
    run: (rounds) =>
      runBlocking(function* ({ launch }) {
        const flow = hotFlows.map((each) => () => each.collect());
        for (const { subscriptionCount } of hotFlows) subscriptionCount.value;
        for (let i = 0; i < rounds; i += 10_000) {
          const parent = new Job();
          for (let k = 0; k < 10_000; k++) launch(parent, flow[k % flow.length]!);
          yield* yieldNow();
          for (const each of hotFlows) each.tryEmit(i);
          yield* parent.cancelAndJoin();
        }
      }),
  },
  emitters: {
    rounds: 300_000,
    run: (rounds) =>
      runBlocking(function* ({ launch }) {
        const [flow] = hotFlows;
        const subscriber = launch(() => flow!.collect(awaitCancellation));
        const emit = () => flow!.emit(1);
        yield* yieldNow();
        for (let i = 0; i < rounds; i += 10_000) {
          const parent = new Job();
          for (let k = 0; k < 10_000; k++) launch(parent, emit);
          yield* yieldNow();
          yield* parent.cancelAndJoin();
        }
        yield* subscriber.cancelAndJoin();
      }),
  },
  scope: {
    rounds: 1_000_000,
    run: (rounds) =>
      runBlocking(function* () {
        function* block(): Suspend<void> {
          yield* yieldNow();
        }
        for (let i = 0; i < rounds; i++) yield* coroutineScope(block);
      }),
  },
  probed: {
    rounds: 1_000_000,
    run: (rounds) =>
      DebugProbes.withDebugProbes(() =>
        runBlocking(function* ({ launch }) {
          const yieldOnce = suspend(() => yieldNow());
          for (let i = 0; i < rounds; i += 1000) {
            for (let k = 0; k < 1000; k++) launch(yieldOnce);
            yield* yieldNow();
            if (i % 100_000 === 0) for (const info of DebugProbes.dumpCoroutinesInfo()) info.lastObservedStackTrace();
          }
        }),
      ),
  },
};

printGrowth(scenarios);
