import {
  CoroutineExceptionHandler,
  CoroutineName,
  CoroutineScope,
  channelFlow,
  currentCoroutineContext,
  delay,
  flow,
  flowOf,
  Job,
  MutableSharedFlow,
  SharedFlow,
  SharingCommand,
  SharingStarted,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { flags, now, otherDispatcher, perform, step } from '../../perform.js';
import { listen, subscribe } from './subscribing.js';

const policies = [SharingStarted.Eagerly, SharingStarted.Lazily, SharingStarted.WhileSubscribed()];

/** A scope for the sharing in the virtual time of the test, to be cancelled by the test. */
function sharingScope(scope: CoroutineScope, context = scope.coroutineContext): CoroutineScope {
  return new CoroutineScope(context.plus(new Job()));
}

const ticks = flow<number>(function* ({ emit }) {
  step('started', now());
  try {
    for (let i = 1; ; i++) {
      yield* emit(i);
      yield* delay(10);
    }
  } finally {
    step('ended', now());
  }
});

describe('shareIn', () => {
  test.each(policies)('%s: collects once for all subscribers', (started) => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const shared = ticks.shareIn(sharing, started);
        listen(sharing, shared, 'A');
        listen(sharing, shared, 'B');
        yield* delay(15);
        sharing.cancel();
        yield* yieldNow();
      }),
    ).toEqual(['started 0', 'A 1', 'B 1', 'A 2', 'B 2', 'ended 15', 'end']);
  });

  test('Eagerly begins without subscribers, but lets them come in the same turn', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const shared = ticks.shareIn(sharing, SharingStarted.Eagerly, 1);
        step('shared');
        yield* delay(25);
        listen(sharing, shared);
        sharing.cancel();
      }),
    ).toEqual(['shared', 'started 0', 'got 3', 'ended 25', 'end']);
  });

  test('Lazily begins with the first subscriber and goes on without', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const shared = ticks.shareIn(sharing, SharingStarted.Lazily, 1);
        yield* delay(100);
        yield* shared.take(1).collect((value) => step('got', value));
        yield* delay(55);
        step(shared.replayCache);
        sharing.cancel();
      }),
    ).toEqual(['started 100', 'got 1', '[6]', 'ended 155', 'end']);
  });

  test('WhileSubscribed ends with the last subscriber and begins anew', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const shared = ticks.shareIn(sharing, SharingStarted.WhileSubscribed(5), 1);
        yield* shared.take(2).collect((value) => step('got', value));
        yield* delay(100);
        step(shared.replayCache);
        yield* shared.take(2).collect((value) => step('got', value, now()));
        sharing.cancel();
      }),
    ).toEqual([
      'started 0',
      'got 1',
      'got 2',
      'ended 15',
      '[2]',
      'got 2 110',
      'started 110',
      'got 1 110',
      'ended 110',
      'end',
    ]);
  });

  test('WhileSubscribed forgets its replay after the expiration', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const shared = flowOf(1, 2).shareIn(sharing, SharingStarted.WhileSubscribed(5, 20), 5);
        yield* shared.take(2).collect();
        yield* delay(20);
        step(shared.replayCache);
        yield* delay(10);
        step(shared.replayCache);
        sharing.cancel();
      }),
    ).toEqual(['[1, 2]', '[]', 'end']);
  });

  test('the end of the flow is not that of its subscribers', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const job = listen(sharing, flowOf(1, 2).shareIn(sharing, SharingStarted.Eagerly));
        yield* delay(100);
        step(flags(job));
        sharing.cancel();
      }),
    ).toEqual(['got 1', 'got 2', 'active', 'end']);
  });

  test.each(policies)('%s: a failure is one of the scope, not of subscribers elsewhere', (started) => {
    expect(
      perform(function* (scope) {
        const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
        const sharing = sharingScope(scope, scope.coroutineContext.plus(handler));
        const failing = flow<number>(function* ({ emit }) {
          yield* emit(1);
          yield* delay(5);
          throw new Error('broken');
        });
        const job = listen(scope, failing.shareIn(sharing, started));
        yield* delay(10);
        step(flags(job), flags(sharing.coroutineContext.get(Job)!));
        job.cancel();
      }),
    ).toEqual(['got 1', 'handler Error(broken)', 'active completed cancelled', 'end']);
  });

  test('a scope with a sharing in it does not complete by itself', () => {
    expect(
      perform(function* (scope) {
        const job = scope.launch((inner) => void flowOf(1).shareIn(inner, SharingStarted.Lazily));
        yield* delay(1000);
        step(flags(job));
        yield* job.cancelAndJoin();
      }),
    ).toEqual(['active', 'end']);
  });

  test('gives a flow to read that is not that which is written', () => {
    perform(function* (scope) {
      const sharing = sharingScope(scope);
      const shared = flowOf(1).shareIn(sharing, SharingStarted.Eagerly);
      expect(shared).toBeInstanceOf(SharedFlow);
      expect(shared).not.toBeInstanceOf(MutableSharedFlow);
      expect('emit' in shared).toBe(false);
      yield* delay(1);
      sharing.cancel();
    });
  });
});

describe('a policy of your own', () => {
  test('starts, stops and resets as its commands say', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const started: SharingStarted = {
          command: () =>
            flow<SharingCommand>(function* ({ emit }) {
              yield* delay(5);
              yield* emit(SharingCommand.START);
              yield* emit(SharingCommand.START);
              yield* delay(15);
              yield* emit(SharingCommand.STOP);
              yield* delay(30);
              yield* emit(SharingCommand.STOP_AND_RESET_REPLAY_CACHE);
            }),
        };
        const shared = ticks.shareIn(sharing, started, 1);
        yield* delay(40);
        step(shared.replayCache);
        yield* delay(40);
        step(shared.replayCache);
        sharing.cancel();
      }),
    ).toEqual(['started 5', 'ended 20', '[2]', '[]', 'end']);
  });

  test('that fails ends the sharing and fails the scope', () => {
    expect(
      perform(function* (scope) {
        const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
        const sharing = sharingScope(scope, scope.coroutineContext.plus(handler));
        const started: SharingStarted = {
          command: () =>
            flow<SharingCommand>(function* ({ emit }) {
              yield* emit(SharingCommand.START);
              yield* delay(5);
              throw new Error('no policy');
            }),
        };
        ticks.shareIn(sharing, started);
        yield* delay(100);
      }),
    ).toEqual(['started 0', 'ended 5', 'handler Error(no policy)', 'end']);
  });

  test('with a command that there is not is told those there are', () => {
    expect(
      perform(function* (scope) {
        const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
        const sharing = sharingScope(scope, scope.coroutineContext.plus(handler));
        flowOf(1).shareIn(sharing, { command: () => flowOf('begin' as never) });
        yield* delay(1);
      }),
    ).toEqual([
      'handler IllegalArgumentException(A command for sharing is one of start, stop, stop-and-reset-replay-cache, got "begin")',
      'end',
    ]);
  });
});

describe('what shareIn refuses', () => {
  test.each([
    [
      () => flowOf(1).shareIn({} as never, SharingStarted.Eagerly),
      'shareIn expects a CoroutineScope as its first argument, got an object of class Object',
    ],
    [
      () => flowOf(1).shareIn(new CoroutineScope(new Job()), 'eagerly' as never),
      'shareIn expects as its policy SharingStarted.Eagerly, Lazily, WhileSubscribed() or an object with a method command, got "eagerly"',
    ],
    [
      () => flowOf(1).shareIn(new CoroutineScope(new Job()), SharingStarted.Eagerly, -1),
      'replay cannot be negative, but was -1',
    ],
  ])('%#', (share, message) => {
    expect(share).toThrow(expect.objectContaining({ name: 'IllegalArgumentException' }));
    expect(share).toThrow(message);
  });
});

describe('operators right before shareIn', () => {
  test('flowOn is where the sharing runs', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const named = flow<string>(({ emit }) => emit(String(currentCoroutineContext().get(CoroutineName)?.name)));
        listen(sharing, named.flowOn(new CoroutineName('reader')).shareIn(sharing, SharingStarted.Lazily));
        listen(sharing, named.flowOn(otherDispatcher()).shareIn(sharing, SharingStarted.Lazily));
        yield* yieldNow();
        yield* yieldNow();
        yield* yieldNow();
        sharing.cancel();
      }),
    ).toEqual(['got reader', 'got undefined', 'end']);
  });

  test('a channelFlow keeps its own channel', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const sent = channelFlow<number>(function* ({ send, launch }) {
          launch(() => send(1));
          yield* send(2);
        });
        listen(sharing, sent.shareIn(sharing, SharingStarted.Eagerly));
        yield* delay(1);
        sharing.cancel();
      }),
    ).toEqual(['got 2', 'got 1', 'end']);
  });

  test('an emitter waits for its subscribers with buffer(0)', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const shared = ticks.buffer(0).shareIn(sharing, SharingStarted.Eagerly);
        subscribe(sharing, shared, function* (value) {
          step(value, now());
          yield* delay(25);
        });
        yield* delay(60);
        sharing.cancel();
      }),
    ).toEqual(['started 0', '1 0', '2 25', '3 50', 'ended 60', 'end']);
  });
});
