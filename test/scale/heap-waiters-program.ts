/* Those who wait in vain for what lives long: a channel, a mutex, a semaphore. In front of them one waits all the time. */
import {
  Channel,
  Dispatchers,
  GlobalScope,
  Job,
  Mutex,
  onTimeout,
  runBlocking,
  Semaphore,
  type Suspend,
  select,
  yieldNow,
} from '../../src/index.js';
import { printGrowth, type Scenario } from './heap-growth.js';

const empty = new Channel<number>();
const quiet = new Channel<number>();
const full = new Channel<number>(1);
const mutex = new Mutex(true);
const semaphore = new Semaphore(1, 1);
const nothing = () => {};

full.trySend(0);

/** Coroutines that wait, a thousand at a time, and are cancelled. */
function cancelled(wait: () => Suspend<unknown>): Scenario {
  GlobalScope.launch(Dispatchers.Unconfined, wait);
  return {
    rounds: 1_000_000,
    run: (rounds) =>
      runBlocking(function* ({ launch }) {
        for (let i = 0; i < rounds; i += 1000) {
          const parent = new Job();
          for (let k = 0; k < 1000; k++) launch(parent, wait);
          yield* yieldNow();
          yield* parent.cancelAndJoin();
        }
      }),
  };
}

/** One coroutine that does something again and again. */
function repeated(rounds: number, act: () => Suspend<unknown>): Scenario {
  return {
    rounds,
    run: (rounds) =>
      runBlocking(function* () {
        for (let i = 0; i < rounds; i++) yield* act();
      }),
  };
}

/** Channels that stay, and have nothing in them any more. */
const drained: Channel<object>[] = [];

/** Fills channels that stay with what is large, and has `drain` take it out. */
function emptied(drain: (channel: Channel<object>) => unknown): Scenario {
  return {
    rounds: 200,
    run: (rounds) => {
      for (let i = 0; i < rounds; i++) {
        // Were its buffer made at once, it would take 80 MB.
        const channel = new Channel<object>(i % 2 === 0 ? Channel.UNLIMITED : 1e7);
        drained.push(channel);
        for (let k = 0; k < 10; k++) channel.trySend(new Array(1000).fill(k));
        drain(channel);
      }
    },
  };
}

const iterator = empty.iterator();
const ready = new Channel<number>(1);

printGrowth({
  receive: cancelled(() => empty.receive()),
  receiveCatching: cancelled(() => empty.receiveCatching()),
  hasNext: cancelled(() => iterator.hasNext()),
  send: cancelled(() => full.send(1)),
  onReceive: cancelled(() => select(empty.onReceive(nothing), quiet.onReceiveCatching(nothing))),
  onSend: cancelled(() => select(full.onSend(1, nothing), quiet.onReceive(nothing))),
  lock: cancelled(() => mutex.lock()),
  onLock: cancelled(() => select(mutex.onLock(nothing), quiet.onReceive(nothing))),
  acquire: cancelled(() => semaphore.acquire()),
  received: emptied((channel) => {
    while (channel.tryReceive().isSuccess);
  }),
  dropped: emptied((channel) => channel.cancel()),
  losers: repeated(1_000_000, function* () {
    yield* ready.send(1);
    yield* select(
      empty.onReceive(nothing),
      full.onSend(1, nothing),
      mutex.onLock(nothing),
      onTimeout(1e9, nothing),
      ready.onReceive(nothing),
    );
  }),
  losersThatWaited: repeated(250_000, () =>
    select(
      empty.onReceive(nothing),
      full.onSend(1, nothing),
      mutex.onLock(nothing),
      onTimeout(1e9, nothing),
      GlobalScope.launch(Dispatchers.Main, nothing).onJoin(nothing),
    ),
  ),
});
