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
  run,
  SupervisorJob,
  select,
  supervisorScope,
  withContext,
  withTimeoutOrNull,
  yieldNow,
} from '../../suspendable.mjs';

export default async function styleManyKinds(meter, scopes) {
  let sum = 0;
  await run(function* () {
    for (let i = 0; i < scopes / 50; i++) yield* manyKinds();
    meter.start();
    for (let i = 0; i < scopes; i++) sum += yield* coroutineScope((scope) => both(scope, i));
    meter.stop();
  });
  return sum;
}

function* both({ async }, i) {
  const near = async(() => part(i));
  const far = async(() => part(i + 1));
  return (yield* near.await()) + (yield* far.await());
}

function* part(i) {
  return i;
}

const ignore = () => {};

function* manyKinds() {
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
