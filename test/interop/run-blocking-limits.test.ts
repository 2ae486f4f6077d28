import { Worker } from 'node:worker_threads';
import {
  awaitPromise,
  CompletableDeferred,
  CoroutineScope,
  Dispatchers,
  delay,
  IllegalStateException,
  NonCancellable,
  run,
  runBlocking,
  withContext,
} from 'suspendable';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { library, PROGRAM_TIME } from './program.js';

const STUCK =
  'runBlocking cannot go on: its coroutines wait for something that only the event loop of the host could bring, ' +
  'such as a promise or I/O, and runBlocking keeps that loop from turning. Use await run(...) instead of runBlocking(...)';

describe('runBlocking that only the host could wake', () => {
  const waits: Record<string, () => unknown> = {
    'a pending promise': () => awaitPromise(new Promise(() => {})),
    'a settled promise': () => awaitPromise(Promise.resolve()),
    'an async block': async () => {},
    'a deferred of nobody': () => new CompletableDeferred<void>().await(),
  };
  for (const [name, wait] of Object.entries(waits)) {
    test(`${name}: it throws instead of hanging`, () => {
      expect(() => runBlocking(wait)).toThrow(new IllegalStateException(STUCK));
    });
  }

  test('the coroutines are cancelled, and clean up before', () => {
    const steps: string[] = [];
    const call = () =>
      runBlocking(function* ({ launch }) {
        launch(function* () {
          try {
            yield* awaitPromise(new Promise(() => {}));
          } finally {
            yield* withContext(NonCancellable, () => delay(1));
            steps.push('child cleaned up');
          }
        });
        try {
          yield* awaitPromise(new Promise(() => {}));
        } finally {
          steps.push('cleaned up');
        }
      });
    expect(call).toThrow(STUCK);
    expect(steps.sort()).toEqual(['child cleaned up', 'cleaned up']);
  });

  test('cleanup that the host would have to wake is left', () => {
    const call = () =>
      runBlocking(function* () {
        try {
          yield* awaitPromise(new Promise(() => {}));
        } finally {
          yield* withContext(NonCancellable, () => awaitPromise(new Promise(() => {})));
        }
      });
    expect(call).toThrow(STUCK);
  });

  test('the event loop goes on afterwards', async () => {
    expect(() => runBlocking(() => awaitPromise(Promise.resolve()))).toThrow(STUCK);
    expect(await run(() => awaitPromise(Promise.resolve('after')))).toBe('after');
    await using scope = new CoroutineScope(Dispatchers.Default);
    expect(await scope.promise(() => delay(1))).toBe(undefined);
  });
});

describe('runBlocking elsewhere', () => {
  afterEach(() => void vi.unstubAllGlobals());

  test("on a browser's main thread it is refused", () => {
    vi.stubGlobal('document', {});
    vi.stubGlobal('process', undefined);
    let caught: unknown;
    try {
      runBlocking(() => expect.unreachable());
    } catch (error) {
      caught = error;
    }
    vi.unstubAllGlobals();
    expect(caught).toEqual(
      new IllegalStateException(
        "runBlocking must not block a browser's main thread. Use await run(...), or call it in a worker",
      ),
    );
  });

  test('in a worker thread it blocks that thread', { timeout: PROGRAM_TIME }, async () => {
    const source = `
      const { parentPort } = require('node:worker_threads');
      const steps = [];
      import(${JSON.stringify(library)}).then(({ delay, runBlocking }) => {
        setTimeout(() => parentPort.postMessage([...steps, 'host timer']), 0);
        runBlocking(function* ({ launch }) {
          launch(function* () { yield* delay(20); steps.push('child'); });
        });
        steps.push('returned');
      });
    `;
    const worker = new Worker(source, { eval: true, execArgv: [] });
    const message = await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    await worker.terminate();
    expect(message).toEqual(['child', 'returned', 'host timer']);
  });
});
