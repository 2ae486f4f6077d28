import {
  actor,
  CompletableDeferred,
  CoroutineName,
  CoroutineScope,
  coroutineScope,
  Dispatchers,
  delay,
  EmptyCoroutineContext,
  GlobalScope,
  Job,
  NonCancellable,
  SupervisorJob,
  type Suspend,
  supervisorScope,
  withContext,
} from 'suspendable';
import { DebugProbes } from 'suspendable/debug';
import { runTest } from 'suspendable/test';
import { describe, expect, it } from 'vitest';
import { installProbes, tree } from './probed.js';

installProbes();

function* sleep(): Suspend<void> {
  yield* delay(1_000_000);
}

/** The hierarchy of Kotlin's own test of this. */
function hierarchy(scope: CoroutineScope, isCompleting: boolean): Job {
  return scope.launch(function* root(inRoot) {
    inRoot.async(new CoroutineName('foo'), sleep);
    actor(inRoot, function* receives({ launch }) {
      const job = launch(sleep);
      yield* withContext(Dispatchers.Unconfined, function* joins() {
        yield* job.join();
      });
    });
    if (!isCompleting) yield* sleep();
  });
}

describe('jobToString', () => {
  it('shows a job and all below it, with states and places', () =>
    runTest(function* test(scope) {
      const job = hierarchy(scope, false);
      scope.runCurrent();
      const expected = [
        '"coroutine#2":StandaloneCoroutine{Active}, continuation is SUSPENDED at line sleep',
        '\t"foo#3":DeferredCoroutine{Active}, continuation is SUSPENDED at line sleep',
        '\t"coroutine#4":ActorCoroutine{Active}, continuation is SUSPENDED at line joins',
        '\t\t"coroutine#5":StandaloneCoroutine{Active}, continuation is SUSPENDED at line sleep',
      ];
      expect(tree(DebugProbes.jobToString(job))).toEqual(expected);
      expect(tree(DebugProbes.scopeToString(new CoroutineScope(job)))).toEqual(expected);
      const printed: string[] = [];
      DebugProbes.printJob(job, (text) => printed.push(text));
      DebugProbes.printScope(new CoroutineScope(job), (text) => printed.push(text));
      expect(printed.map(tree)).toEqual([expected, expected]);
      job.cancel();
    }));

  it('shows no place for one that only waits for its children', () =>
    runTest(function* test(scope) {
      const job = hierarchy(scope, true);
      scope.runCurrent();
      expect(tree(DebugProbes.jobToString(job)).slice(0, 2)).toEqual([
        '"coroutine#2":StandaloneCoroutine{Completing}',
        '\t"foo#3":DeferredCoroutine{Active}, continuation is SUSPENDED at line sleep',
      ]);
      job.cancel();
    }));

  it('has no lines for scopes within a coroutine', () =>
    runTest(function* test(scope) {
      const job = scope.launch(function* nests() {
        yield* coroutineScope(function* outer({ launch }) {
          launch(sleep);
          yield* supervisorScope(function* inner({ launch }) {
            launch(sleep);
            yield* sleep();
          });
        });
      });
      scope.runCurrent();
      expect(tree(DebugProbes.jobToString(job))).toEqual([
        '"coroutine#2":StandaloneCoroutine{Active}, continuation is SUSPENDED at line sleep',
        '\t"coroutine#3":StandaloneCoroutine{Active}, continuation is SUSPENDED at line sleep',
        '\t"coroutine#4":StandaloneCoroutine{Active}, continuation is SUSPENDED at line sleep',
      ]);
      job.cancel();
    }));

  it('shows the coroutine that asks where it is, and new ones without a place', () =>
    runTest(function* test(scope) {
      const lines: string[] = [];
      const job = scope.launch(function* asks({ launch, coroutineContext }) {
        launch({ start: 'lazy' }, sleep);
        lines.push(...tree(DebugProbes.jobToString(coroutineContext.get(Job)!)));
        coroutineContext.get(Job)!.cancel();
      });
      yield* job.join();
      expect(lines).toEqual([
        '"coroutine#2":StandaloneCoroutine{Active}, continuation is RUNNING at line asks',
        '\t"coroutine#3":LazyStandaloneCoroutine{New}, continuation is CREATED',
      ]);
    }));

  it('shows jobs that are no coroutines, and coroutines from before the installation', () =>
    runTest(function* test(scope) {
      DebugProbes.uninstall();
      const parent = new SupervisorJob();
      new Job(parent);
      new CompletableDeferred<number>(parent);
      scope.launch(parent.plus(new CoroutineName('early')), sleep);
      DebugProbes.install();
      scope.runCurrent();
      expect(tree(DebugProbes.jobToString(parent))).toEqual([
        'SupervisorJobImpl{Active}',
        '\tJobImpl{Active}',
        '\tCompletableDeferredImpl{Active}',
        '\tStandaloneCoroutine{Active}',
      ]);
      parent.cancel();
      expect(tree(DebugProbes.jobToString(NonCancellable))).toEqual(['NonCancellable']);
    }));

  it('refuses what is no job, and a scope without one', () => {
    expect(() => DebugProbes.jobToString('job' as never)).toThrow('jobToString expects a Job, got "job"');
    expect(() => DebugProbes.printJob(EmptyCoroutineContext as never)).toThrow('printJob expects a Job, got an object');
    expect(() => DebugProbes.scopeToString(null as never)).toThrow('scopeToString expects a CoroutineScope, got null');
    expect(() => DebugProbes.printScope(GlobalScope)).toThrow('printScope: there is no job in the scope');
  });
});
