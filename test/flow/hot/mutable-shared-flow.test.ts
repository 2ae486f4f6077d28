import {
  BufferOverflow,
  Channel,
  CoroutineName,
  Flow,
  MutableSharedFlow,
  MutableStateFlow,
  SharedFlow,
  StateFlow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';

describe('new MutableSharedFlow', () => {
  test.each([
    [{ replay: -1 }, 'replay cannot be negative, but was -1'],
    [{ extraBufferCapacity: -1 }, 'extraBufferCapacity cannot be negative, but was -1'],
    [{ replay: 1.5 }, 'replay should be a whole number, but was 1.5'],
    [{ extraBufferCapacity: NaN }, 'extraBufferCapacity should be a whole number, but was NaN'],
    [
      { onBufferOverflow: BufferOverflow.DROP_OLDEST },
      'replay or extraBufferCapacity must be positive with non-default onBufferOverflow strategy drop-oldest',
    ],
    [
      { onBufferOverflow: BufferOverflow.DROP_LATEST },
      'replay or extraBufferCapacity must be positive with non-default onBufferOverflow strategy drop-latest',
    ],
    [
      { replay: 1, onBufferOverflow: 'newest' as never },
      'onBufferOverflow is one of suspend, drop-oldest, drop-latest, got "newest"',
    ],
  ])('refuses %o', (options, message) => {
    expect(() => new MutableSharedFlow(options)).toThrow(expect.objectContaining({ name: 'IllegalArgumentException' }));
    expect(() => new MutableSharedFlow(options)).toThrow(message);
  });

  test('takes a replay without limit', () => {
    const flow = new MutableSharedFlow<number>({ replay: Infinity });
    for (let i = 0; i < 100; i++) flow.tryEmit(i);
    expect(flow.replayCache).toHaveLength(100);
  });
});

describe('instanceof', () => {
  const shared = new MutableSharedFlow<number>();
  const state = new MutableStateFlow(0);

  test.each([
    ['a mutable shared flow', shared, [Flow, SharedFlow, MutableSharedFlow]],
    ['a mutable state flow', state, [Flow, SharedFlow, MutableSharedFlow, StateFlow, MutableStateFlow]],
    ['asSharedFlow()', shared.asSharedFlow(), [Flow, SharedFlow]],
    ['asSharedFlow() of a state', state.asSharedFlow(), [Flow, SharedFlow]],
    ['asStateFlow()', state.asStateFlow(), [Flow, SharedFlow, StateFlow]],
    ['subscriptionCount', shared.subscriptionCount, [Flow, SharedFlow, StateFlow]],
    ['onSubscription()', shared.onSubscription(() => {}), [Flow, SharedFlow]],
    ['map()', state.map((n) => n), [Flow]],
  ])('%s is what it is and nothing else', (_name, flow, classes) => {
    const all = [Flow, SharedFlow, MutableSharedFlow, StateFlow, MutableStateFlow];
    expect(all.filter((type) => flow instanceof type)).toEqual(classes);
  });

  test('a subclass of one knows its own instances', () => {
    class Bus extends MutableSharedFlow<string> {}
    expect([new Bus() instanceof Bus, shared instanceof Bus, new Bus() instanceof MutableSharedFlow]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('a view to read', () => {
  const state = new MutableStateFlow(0);

  test.each([
    ['asSharedFlow', new MutableSharedFlow().asSharedFlow()],
    ['asStateFlow', state.asStateFlow()],
    ['asSharedFlow of a state', state.asSharedFlow()],
  ])('%s has nothing to write with', (_name, view) => {
    for (const name of ['emit', 'tryEmit', 'resetReplayCache', 'compareAndSet', 'update', 'subscriptionCount']) {
      expect(name in view).toBe(false);
    }
  });

  test('asStateFlow follows the value but does not set it', () => {
    const view = state.asStateFlow();
    state.value = 5;
    expect(view.value).toBe(5);
    expect(() => ((view as { value: number }).value = 6)).toThrow(TypeError);
    expect(state.value).toBe(5);
  });
});

describe('operators that make no difference give the flow itself', () => {
  const name = new CoroutineName('other');
  const shared = new MutableSharedFlow<number>();
  const state = new MutableStateFlow(0);

  test.each([
    ['shared', shared],
    ['shared to read', shared.asSharedFlow()],
    ['state', state],
    ['state to read', state.asStateFlow()],
  ] as [string, SharedFlow<number>][])('%s: flowOn, buffer(RENDEZVOUS), cancellable', (_kind, flow) => {
    expect(flow.flowOn(name)).toBe(flow);
    expect(flow.buffer(Channel.RENDEZVOUS)).toBe(flow);
    expect(flow.cancellable()).toBe(flow);
  });

  test.each([
    ['state', state],
    ['state to read', state.asStateFlow()],
  ])('%s: conflate, buffers that conflate, distinctUntilChanged', (_kind, flow) => {
    expect(flow.distinctUntilChanged()).toBe(flow);
    expect(flow.distinctUntilChanged((a, b) => a === b)).not.toBe(flow);
    expect(flow.conflate()).toBe(flow);
    expect(flow.buffer(Channel.CONFLATED)).toBe(flow);
    for (const capacity of [0, 1, Channel.BUFFERED]) {
      expect(flow.buffer(capacity, { onBufferOverflow: BufferOverflow.DROP_OLDEST })).toBe(flow);
    }
  });

  test('a state whose equality is not Object.is may repeat itself', () => {
    const counter = new MutableStateFlow(0, { equals: () => false });
    expect(counter.distinctUntilChanged()).not.toBe(counter);
  });

  test('a shared flow can be conflated, and both can be buffered', () => {
    expect(shared.conflate()).not.toBe(shared);
    expect(shared.buffer(1)).not.toBe(shared);
    expect(state.buffer(1)).not.toBe(state);
    expect(state.buffer(5, { onBufferOverflow: BufferOverflow.DROP_OLDEST })).not.toBe(state);
    expect(state.buffer(1, { onBufferOverflow: BufferOverflow.DROP_LATEST })).not.toBe(state);
  });
});
