// The program of a user who installed the package; prints what check-package.mjs expects.
import { delay, run, runBlocking } from 'suspendable';
import { DebugProbes } from 'suspendable/debug';
import { runTest } from 'suspendable/test';

const answer = await run(function* ({ launch, async }) {
  launch(function* () {
    yield* delay(10);
    console.log('World');
  });
  launch(function* () {
    yield* delay(1);
    console.log('there,');
  });
  console.log('Hello');
  const deferred = async(() => 42);
  return yield* deferred.await();
});
console.log(`The answer is ${answer}`);

// A browser's main thread must not block.
const canBlock = typeof document === 'undefined';
const blocked = function* () {
  yield* delay(5);
  return 'done';
};
console.log(`Blocking is ${canBlock ? runBlocking(blocked) : await run(blocked)}`);

await runTest(function* (scope) {
  yield* delay(1000);
  console.log(`Virtual time is ${scope.currentTime}`);
});

await DebugProbes.withDebugProbes(() =>
  run(function* ({ launch }) {
    const job = launch(function* waits() {
      yield* delay(1000);
    });
    yield* delay(1);
    const [, info] = DebugProbes.dumpCoroutinesInfo();
    const isThere = info.lastObservedStackTrace().some((line) => line.includes('waits'));
    console.log(
      `A coroutine is ${info.state} in ${info.waitsIn}: ${isThere ? 'found' : info.lastObservedStackTrace()}`,
    );
    job.cancel();
  }),
);
