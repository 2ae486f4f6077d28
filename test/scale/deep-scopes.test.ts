import { CoroutineName, coroutineScope, delay, run, type Suspend, withContext, withTimeout } from 'suspendable';
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

  test('a failure at the bottom reaches the top', async () => {
    function* failing(depth: number): Suspend<never> {
      if (depth === 0) throw new Error('bottom');
      return yield* coroutineScope(() => failing(depth - 1));
    }
    await expect(run(() => failing(DEPTH))).rejects.toThrow('bottom');
  });
});
