import {
  CancellationException,
  CoroutineExceptionHandler,
  CoroutineName,
  CoroutineScope,
  coroutineScope,
  currentCoroutineContext,
  delay,
  emptyFlow,
  flow,
  flowOf,
  Job,
  MutableStateFlow,
  SharingStarted,
  StateFlow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { flags, now, perform, step } from '../../perform.js';
import { listen } from './subscribing.js';

function sharingScope(scope: CoroutineScope, context = scope.coroutineContext): CoroutineScope {
  return new CoroutineScope(context.plus(new Job()));
}

const slow = flow<number>(function* ({ emit }) {
  for (let i = 1; i <= 3; i++) {
    yield* delay(10);
    yield* emit(i);
  }
});

describe('stateIn with an initial value', () => {
  test('has it until the flow gives another', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const state = slow.stateIn(sharing, SharingStarted.Eagerly, 0);
        step(state instanceof StateFlow, state instanceof MutableStateFlow, state.value);
        listen(sharing, state);
        yield* delay(100);
        step(state.value);
        sharing.cancel();
      }),
    ).toEqual(['true false 0', 'got 0', 'got 1', 'got 2', 'got 3', '3', 'end']);
  });

  test('Lazily stays at it until there is a subscriber', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const state = slow.stateIn(sharing, SharingStarted.Lazily, 0);
        yield* delay(100);
        step(state.value);
        step(yield* state.first(), yield* state.first((value) => value === 2), now());
        sharing.cancel();
      }),
    ).toEqual(['0', '0 2 120', 'end']);
  });

  test('WhileSubscribed goes back to it when the replay expires', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const state = slow.stateIn(sharing, SharingStarted.WhileSubscribed(5, 20), 0);
        yield* state.first((value) => value === 2);
        yield* delay(20);
        step(state.value);
        yield* delay(10);
        step(state.value);
        sharing.cancel();
      }),
    ).toEqual(['2', '0', 'end']);
  });

  test('takes undefined as an initial value', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const state = slow.map((n): number | undefined => n).stateIn(sharing, SharingStarted.Lazily, undefined);
        step(state.value);
        sharing.cancel();
      }),
    ).toEqual(['undefined', 'end']);
  });

  test('runs in the context of a flowOn right before', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const named = flow<string>(({ emit }) => emit(String(currentCoroutineContext().get(CoroutineName)?.name)));
        const state = named.flowOn(new CoroutineName('reader')).stateIn(sharing, SharingStarted.Lazily, 'none');
        yield* state.first((value) => value !== 'none');
        step(state.value);
        sharing.cancel();
      }),
    ).toEqual(['reader', 'end']);
  });
});

describe('stateIn that waits for the first value', () => {
  test('gives a state that goes on to follow the flow', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        const state = yield* slow.stateIn(sharing);
        step(now(), state.value, state instanceof MutableStateFlow);
        listen(sharing, state);
        yield* delay(100);
        sharing.cancel();
      }),
    ).toEqual(['10 1 false', 'got 1', 'got 2', 'got 3', 'end']);
  });

  test('of an empty flow throws to the caller and leaves the scope alone', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        try {
          yield* emptyFlow<number>().stateIn(sharing);
        } catch (thrown) {
          step(thrown, flags(sharing.coroutineContext.get(Job)!));
        }
        sharing.cancel();
      }),
    ).toEqual(['NoSuchElementException(Flow is empty) active', 'end']);
  });

  test('of a failing flow throws to the caller and fails the scope', () => {
    expect(
      perform(function* (scope) {
        const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
        const sharing = sharingScope(scope, scope.coroutineContext.plus(handler));
        const failing = flow<number>(function* () {
          yield* delay(1);
          throw new Error('broken');
        });
        try {
          yield* failing.stateIn(sharing);
        } catch (thrown) {
          step(thrown, flags(sharing.coroutineContext.get(Job)!));
        }
      }),
    ).toEqual(['handler Error(broken)', 'Error(broken) completed cancelled', 'end']);
  });

  test('in a cancelled scope throws the cancellation', () => {
    expect(
      perform(function* (scope) {
        const sharing = sharingScope(scope);
        sharing.cancel(new CancellationException('gone'));
        try {
          yield* flowOf(1).stateIn(sharing);
        } catch (thrown) {
          step(thrown);
        }
      }),
    ).toEqual(['CancellationException(gone)', 'end']);
  });

  test('keeps the scope that it runs in from completing', () => {
    expect(
      perform(function* (scope) {
        const job = scope.launch(() =>
          coroutineScope(function* (inner) {
            const state = yield* new MutableStateFlow(5).stateIn(inner);
            step(state.value);
          }),
        );
        yield* delay(1000);
        step(flags(job));
        yield* job.cancelAndJoin();
      }),
    ).toEqual(['5', 'active', 'end']);
  });
});
