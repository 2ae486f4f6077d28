import {
  type CoroutineContext,
  CoroutineDispatcher,
  CoroutineName,
  coroutineScope,
  Dispatchers,
  delay,
  GlobalScope,
  type Runnable,
  run,
  type Suspend,
  withContext,
  withTimeout,
} from 'suspendable';
import { UnconfinedTestDispatcher } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

const DEPTH = 20_000;

describe('scopes within scopes, 20,000 deep', () => {
  const kinds: Record<string, (block: () => Suspend<number>) => Suspend<number>> = {
    coroutineScope: (block) => coroutineScope(block),
    withContext: (block) => withContext(new CoroutineName('deep'), block),
    withTimeout: (block) => withTimeout(60_000, block),
  };
  for (const [name, scoped] of Object.entries(kinds)) {
    test(`${name} returns its value without a stack overflow`, async () => {
      function* nested(depth: number): Suspend<number> {
        if (depth === 0) {
          yield* delay(1);
          return 0;
        }
        return (yield* scoped(() => nested(depth - 1))) + 1;
      }
      expect(await run(() => nested(DEPTH))).toBe(DEPTH);
    });
  }

  const inTheirCall: Record<string, CoroutineContext> = {
    'Dispatchers.Unconfined': Dispatchers.Unconfined,
    'Dispatchers.Main.immediate': Dispatchers.Main.immediate,
    'a test dispatcher that is unconfined': new UnconfinedTestDispatcher(),
    'a dispatcher that runs all in dispatch': new (class extends CoroutineDispatcher {
      dispatch(_context: CoroutineContext, block: Runnable): void {
        block.run();
      }
    })(),
  };
  for (const [name, context] of Object.entries(inTheirCall)) {
    for (const [kind, scoped] of Object.entries(kinds)) {
      test(`${kind} goes on in the call that enters it, on ${name}`, async () => {
        function* nested(depth: number): Suspend<number> {
          return depth === 0 ? 0 : (yield* scoped(() => nested(depth - 1))) + 1;
        }
        const results = [190, 201, 250, 500].map((depth) => {
          const deep = GlobalScope.async({ context, start: 'undispatched' }, () => nested(depth));
          return deep.asPromise();
        });
        expect(await Promise.all(results)).toEqual([190, 201, 250, 500]);
      });
    }
  }

  test('a dispatcher that refuses one of them fails the call', async () => {
    class Refuses extends CoroutineDispatcher {
      private count = 0;
      dispatch(_context: CoroutineContext, block: Runnable): void {
        if (this.count++ > 0) throw new Error('refused');
        queueMicrotask(() => block.run());
      }
    }
    function* nested(depth: number): Suspend<number> {
      return depth === 0 ? 0 : (yield* coroutineScope(() => nested(depth - 1))) + 1;
    }
    await expect(run(() => nested(300), { context: new Refuses() })).rejects.toThrow('refused');
  });

  test('a failure at the bottom reaches the top', async () => {
    function* failing(depth: number): Suspend<never> {
      if (depth === 0) throw new Error('bottom');
      return yield* coroutineScope(() => failing(depth - 1));
    }
    await expect(run(() => failing(DEPTH))).rejects.toThrow('bottom');
  });
});
