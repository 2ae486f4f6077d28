import { inspect } from 'node:util';
import {
  awaitCancellation,
  CoroutineName,
  delay,
  IllegalArgumentException,
  IllegalStateException,
  Job,
  run,
  yieldNow,
} from 'suspendable';
import { DebugProbes } from 'suspendable/debug';
import { runTest } from 'suspendable/test';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  while (DebugProbes.isInstalled) DebugProbes.uninstall();
});

const missing = new IllegalStateException(
  'Debug probes are not installed. Call DebugProbes.install() before the coroutines are started that are to be seen',
);

describe('DebugProbes', () => {
  it('refuses to tell anything without having been installed', () =>
    runTest(({ coroutineContext, ...scope }) => {
      const asking = [
        () => DebugProbes.dumpCoroutines(() => {}),
        () => DebugProbes.dumpCoroutinesInfo(),
        () => DebugProbes.jobToString(coroutineContext as never),
        () => DebugProbes.scopeToString(scope as never),
        () => DebugProbes.printJob(coroutineContext as never),
        () => DebugProbes.printScope(scope as never),
        () => DebugProbes.uninstall(),
      ];
      for (const ask of asking) expect(ask).toThrow(missing);
    }));

  it('is installed until it was uninstalled as often', () => {
    expect(DebugProbes.isInstalled).toBe(false);
    DebugProbes.install();
    DebugProbes.install();
    DebugProbes.uninstall();
    expect(DebugProbes.isInstalled).toBe(true);
    DebugProbes.uninstall();
    expect(DebugProbes.isInstalled).toBe(false);
  });

  it('knows coroutines started while installed only, and forgets them afterwards', () =>
    runTest(function* (scope) {
      scope.launch(() => delay(1));
      DebugProbes.install();
      scope.launch(() => delay(1));
      yield* yieldNow();
      expect(DebugProbes.dumpCoroutinesInfo().map(({ sequenceNumber }) => sequenceNumber)).toEqual([1]);
      DebugProbes.uninstall();
      scope.launch(() => delay(1));
      yield* yieldNow();
      DebugProbes.install();
      expect(DebugProbes.dumpCoroutinesInfo()).toEqual([]);
    }));

  it('keeps going with coroutines that wait while it is installed or uninstalled', () =>
    runTest(function* (scope) {
      const results = [1, 2, 3].map((n) =>
        scope.async(function* () {
          for (let i = 0; i < 4; i++) yield* delay(1);
          return n;
        }),
      );
      for (const change of ['install', 'uninstall', 'install'] as const) {
        yield* delay(1);
        DebugProbes[change]();
      }
      const sum: number[] = [];
      for (const result of results) sum.push(yield* result.await());
      expect(sum).toEqual([1, 2, 3]);
    }));

  it('has the console print jobs by name and state, while installed', () =>
    runTest(function* (scope) {
      const before = inspect(scope.launch(() => {}));
      DebugProbes.install();
      const job = scope.launch(new CoroutineName('shop'), () => delay(1));
      expect(inspect({ job, parent: new Job() })).toMatch(
        /^\{\s*job: "shop#1":StandaloneCoroutine\{Active\}@[0-9a-f]+,\s*parent: JobImpl\{Active\}@[0-9a-f]+\s*\}$/,
      );
      DebugProbes.uninstall();
      const after = inspect(scope.launch(() => {}));
      expect([before, after]).toEqual([
        expect.stringContaining('BuiltCoroutine {'),
        expect.stringContaining('BuiltCoroutine {'),
      ]);
    }));

  it('can be there for the time of a block, or of the promise that it returns', async () => {
    expect(DebugProbes.withDebugProbes(() => DebugProbes.isInstalled)).toBe(true);
    expect(DebugProbes.isInstalled).toBe(false);
    const failure = new Error('failure');
    expect(() =>
      DebugProbes.withDebugProbes(() => {
        throw failure;
      }),
    ).toThrow(failure);
    expect(DebugProbes.isInstalled).toBe(false);
    const seen = DebugProbes.withDebugProbes(() =>
      run(function* () {
        yield* delay(1);
        return DebugProbes.dumpCoroutinesInfo().length;
      }),
    );
    expect(DebugProbes.isInstalled).toBe(true);
    expect(await seen).toBe(1);
    expect(DebugProbes.isInstalled).toBe(false);
    await expect(DebugProbes.withDebugProbes(() => Promise.reject(failure))).rejects.toBe(failure);
    expect(DebugProbes.isInstalled).toBe(false);
    expect(() => DebugProbes.withDebugProbes(run(() => {}) as never)).toThrow(IllegalArgumentException);
    expect(DebugProbes.isInstalled).toBe(false);
  });

  it('prints what coroutines are doing when a test times out', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const hanging = () =>
      runTest(
        function* hangs() {
          yield* awaitCancellation();
        },
        { timeout: 20 },
      );
    try {
      await expect(hanging()).rejects.toThrow('After waiting for 20 ms');
      expect(log).not.toHaveBeenCalled();
      DebugProbes.install();
      await expect(hanging()).rejects.toThrow('After waiting for 20 ms');
      const [[text] = [], ...others] = log.mock.calls;
      expect(text).toMatch(/SUSPENDED\n\tat awaitCancellation \(suspendable\)\n\tat hangs \(/);
      expect(others).toEqual([]);
    } finally {
      log.mockRestore();
    }
  });
});
