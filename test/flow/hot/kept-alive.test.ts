import {
  CoroutineScope,
  EmptyCoroutineContext,
  type Flow,
  flow,
  run,
  type SharedFlow,
  SharingStarted,
  suspendCancellableCoroutine,
} from 'suspendable';
import { expect, test } from 'vitest';
import { isAlive } from '../../garbage.js';

const ways: [name: string, share: (source: Flow<string>, scope: CoroutineScope) => Promise<SharedFlow<string>>][] = [
  ['shareIn', async (source, scope) => source.shareIn(scope, SharingStarted.Eagerly)],
  ['stateIn', async (source, scope) => source.stateIn(scope, SharingStarted.Eagerly, 'none')],
  ['stateIn that waits for a value', (source, scope) => run(() => source.stateIn(scope))],
];

type Share = (typeof ways)[number][1];

/** Shares a flow that emits once, then waits for what nobody holds. `source` tells whether its coroutine is still there. */
async function start(share: Share): Promise<{ shared: SharedFlow<string> | null; source: WeakRef<object> }> {
  const local = {};
  const waiting = flow<string>(function* ({ emit }) {
    yield* emit('first');
    yield* suspendCancellableCoroutine<void>(() => {});
    yield* emit(String(local));
  });
  return { shared: await share(waiting, new CoroutineScope(EmptyCoroutineContext)), source: new WeakRef(local) };
}

test.each(ways)('%s: who has the flow keeps what it comes from', async (_name, share) => {
  const started = await start(share);
  expect(await isAlive(started.source)).toBe(true);
  started.shared = null;
  expect(await isAlive(started.source)).toBe(false);
});

test.each(ways)('%s: who has a flow made of it keeps what it comes from', async (_name, share) => {
  const { shared, source } = await start(async (...to) => (await share(...to)).onSubscription(() => {}));
  expect(await isAlive(source)).toBe(true);
  expect(shared?.replayCache).toBeInstanceOf(Array);
});
