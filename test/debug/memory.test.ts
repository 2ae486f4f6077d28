import {
  CoroutineScope,
  delay,
  EmptyCoroutineContext,
  Job,
  runBlocking,
  suspend,
  suspendCancellableCoroutine,
} from 'suspendable';
import { DebugProbes } from 'suspendable/debug';
import { describe, expect, it } from 'vitest';
import { collectGarbage } from '../garbage.js';
import { installProbes } from './probed.js';

installProbes();

const count = () => DebugProbes.dumpCoroutinesInfo().length;

async function countAfterCollection(): Promise<number> {
  await collectGarbage();
  return count();
}

describe('probes', () => {
  it('forget coroutines that have ended', () =>
    runBlocking(function* ({ launch }) {
      for (let i = 0; i < 10_000; i++) launch(() => delay(1));
      yield* delay(0.5);
      expect(count()).toBe(10_001);
      yield* delay(2);
      expect(count()).toBe(1);
    }));

  it('do not hold coroutines that nobody else holds, suspended or not begun', async () => {
    const wait = suspend(() => suspendCancellableCoroutine<void>(() => {}));
    const abandon = (): void => {
      const scope = new CoroutineScope(EmptyCoroutineContext.plus(new Job()));
      for (let i = 0; i < 100; i++) scope.launch(wait);
      for (let i = 0; i < 100; i++) scope.launch({ start: 'lazy' }, wait);
    };
    abandon();
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(count()).toBe(200);
    // What runs or was suspended last may still be in some register.
    expect(await countAfterCollection()).toBeLessThanOrEqual(1);
  });
});
