import {
  Channel,
  CompletableDeferred,
  CoroutineName,
  CoroutineScope,
  channelFlow,
  coroutineScope,
  Dispatchers,
  flowOf,
  Mutex,
  NonCancellable,
  onTimeout,
  produce,
  SupervisorJob,
  select,
  supervisorScope,
  withContext,
  withTimeoutOrNull,
  yieldNow,
} from '../../suspendable.mjs';

const ignore = () => {};

/** What a program does that uses coroutines, scopes, jobs, channels and flows of many kinds, once. */
export function* manyKinds() {
  yield* supervisorScope(({ launch }) => {
    launch(yielding);
  });
  yield* withContext(new CoroutineName('named'), yielding);
  yield* withContext(NonCancellable, yielding);
  yield* withTimeoutOrNull(60_000, yielding);
  yield* coroutineScope(jobsAndChannels);
  yield* flowOf(1, 2).buffer(1).collect(ignore);
  yield* channelFlow(sendOne).collect(ignore);
  const parent = new SupervisorJob();
  yield* new CoroutineScope(parent.plus(Dispatchers.Unconfined)).launch(ignore).join();
  yield* parent.cancelAndJoin();
}

function* jobsAndChannels(scope) {
  const { launch } = scope;
  yield* produce(scope, sendOne).consumeEach(ignore);
  const answer = new CompletableDeferred();
  launch(() => answer.complete(1));
  yield* answer.await();
  const mutex = new Mutex();
  for (let i = 0; i < 2; i++) launch(() => mutex.withLock(yielding));
  const channel = new Channel();
  launch(() => channel.send(1));
  yield* select(channel.onReceive(ignore), onTimeout(60_000, ignore));
}

function* yielding() {
  yield* yieldNow();
}

function* sendOne({ send }) {
  yield* send(1);
}
