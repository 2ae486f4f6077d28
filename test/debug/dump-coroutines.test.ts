import { CoroutineName, type CoroutineScope, delay, Job, type Suspend, suspend, yieldNow } from 'suspendable';
import { DebugProbes } from 'suspendable/debug';
import { runTest } from 'suspendable/test';
import { describe, expect, it, vi } from 'vitest';
import { dumped, functionOf, installProbes } from './probed.js';

installProbes();

function* load(): Suspend<void> {
  yield* delay(1000);
}

function* start({ launch }: CoroutineScope): Suspend<void> {
  launch({ name: 'loader' }, load);
  yield* yieldNow();
}

describe('dumpCoroutines', () => {
  it('prints all coroutines with name, number, state, what they wait in, and where', () =>
    runTest(function* test(scope) {
      scope.launch({ start: 'lazy', name: 'later' }, load);
      yield* start(scope);
      expect(dumped()).toEqual([
        'Coroutines dump TIME',
        '',
        'Coroutine "coroutine#1":TestScope{Active}, state: RUNNING',
        '\tat test',
        '',
        'Coroutine "later#2":LazyStandaloneCoroutine{New}, state: CREATED',
        '',
        'Coroutine "loader#3":StandaloneCoroutine{Active}, state: SUSPENDED',
        '\tat delay (suspendable)',
        '\tat load',
      ]);
      scope.coroutineContext.get(Job)!.cancelChildren();
    }));

  it('says so where the trace of one that runs is old', () =>
    runTest(function* test(scope) {
      yield* load();
      scope.launch({ start: 'undispatched' }, function* asks() {
        expect(dumped().slice(2, 8)).toEqual([
          'Coroutine "coroutine#1":TestScope{Active}, state: RUNNING (Last suspension stacktrace, not an actual stacktrace)',
          '\tat load',
          '\tat test',
          '',
          'Coroutine "coroutine#2":StandaloneCoroutine{Active}, state: RUNNING',
          '\tat asks',
        ]);
      });
    }));

  it('prints where coroutines were made, if that was asked for before', () =>
    runTest(function* test(scope) {
      DebugProbes.enableCreationStackTraces = true;
      yield* start(scope);
      DebugProbes.enableCreationStackTraces = false;
      scope.launch(function* late() {});
      expect(dumped().slice(5)).toEqual([
        'Coroutine "loader#2":StandaloneCoroutine{Active}, state: SUSPENDED',
        '\tat delay (suspendable)',
        '\tat load',
        '\t(Coroutine creation stacktrace)',
        '\tat start',
        '\tat test',
        '',
        'Coroutine "coroutine#3":StandaloneCoroutine{Active}, state: CREATED',
      ]);
      const [, info] = DebugProbes.dumpCoroutinesInfo();
      expect(info!.creationStackTrace.map(functionOf)).toEqual(['start', 'test']);
    }));

  it('prints to the console unless told otherwise', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    try {
      DebugProbes.dumpCoroutines();
      expect(log.mock.calls).toEqual([[expect.stringMatching(/^Coroutines dump \d{4}-\d\d-\d\dT/)]]);
    } finally {
      log.mockRestore();
    }
  });

  it('shows the calls within the library when traces are not sanitized', () =>
    runTest(function* test(scope) {
      yield* start(scope);
      DebugProbes.sanitizeStackTraces = false;
      const lines = dumped();
      expect(lines.length).toBeGreaterThan(10);
      expect(lines).toContain('\tat load');
    }));
});

describe('dumpCoroutinesInfo', () => {
  it('gives context, job, number and state of each', () =>
    runTest(function* test(scope) {
      const job = scope.async(new CoroutineName('answer'), load);
      yield* yieldNow();
      const [own, info] = DebugProbes.dumpCoroutinesInfo();
      expect(own!.job).toBe(scope.coroutineContext.get(Job));
      expect(info!.job).toBe(job);
      expect(info!.context.get(CoroutineName)?.name).toBe('answer');
      expect([info!.sequenceNumber, info!.state, info!.waitsIn]).toEqual([2, 'SUSPENDED', 'delay']);
      expect(info!.creationStackTrace).toEqual([]);
      expect(`${info}`).toBe(`CoroutineInfo(state=SUSPENDED, context=${info!.context})`);
    }));

  it('is a snapshot: what happens later does not change it', () =>
    runTest(function* test(scope) {
      const steps = suspend(function* steps(): Suspend<void> {
        yield* load();
        yield* delay(1000);
      });
      scope.launch(steps);
      yield* yieldNow();
      const [, info] = DebugProbes.dumpCoroutinesInfo();
      yield* delay(1500);
      expect(info!.lastObservedStackTrace().map(functionOf)).toEqual(['load', 'steps']);
      const [, later] = DebugProbes.dumpCoroutinesInfo();
      expect(later!.lastObservedStackTrace().map(functionOf)).toEqual(['steps']);
    }));
});
