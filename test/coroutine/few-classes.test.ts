import {
  actor,
  CompletableDeferred,
  CoroutineName,
  coroutineScope,
  currentCoroutineContext,
  Dispatchers,
  Job,
  NonCancellable,
  produce,
  run,
  runBlocking,
  SupervisorJob,
  supervisorScope,
  withContext,
  withTimeout,
  withTimeoutOrNull,
} from 'suspendable';
import { describe, expect, test } from 'vitest';

/** The class of the coroutine that runs. */
const own = (): unknown => currentCoroutineContext().get(Job)!.constructor;

/** Why: docs/decisions.md, "Few classes go through the code of all jobs". */
describe('coroutines are of few classes', () => {
  test('what launch and async make is of one, scopes of another, producers and actors of a third', async () => {
    const built: unknown[] = [await run(own)];
    const scopes: unknown[] = [runBlocking(own)];
    const withChannels: unknown[] = [];
    await run(function* (scope) {
      scope.launch(() => void built.push(own()));
      built.push(yield* scope.async(own).await());
      scope.promise(() => void built.push(own()));
      scopes.push(yield* coroutineScope(own), yield* supervisorScope(own));
      scopes.push(yield* withContext(new CoroutineName('named'), own), yield* withContext(Dispatchers.Unconfined, own));
      scopes.push(yield* withContext(NonCancellable, () => coroutineScope(own)));
      scopes.push(yield* withTimeout(1000, own), yield* withTimeoutOrNull(1000, own));
      produce(scope, () => void withChannels.push(own()));
      actor(scope, () => void withChannels.push(own()));
    });
    expect([built.length, scopes.length, withChannels.length]).toEqual([4, 8, 2]);
    const classes = [new Set(built), new Set(scopes), new Set(withChannels)];
    expect(classes.map((each) => each.size)).toEqual([1, 1, 1]);
    expect(new Set(classes.flatMap((each) => [...each])).size).toBe(3);
  });

  test('jobs without a body are of one', () => {
    const jobs = [new Job(), new SupervisorJob(), new CompletableDeferred(), new CompletableDeferred(1)];
    expect(new Set(jobs.map((job) => job.constructor)).size).toBe(1);
  });
});
