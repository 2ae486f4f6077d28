import {
  combineState,
  type Flow,
  flowOf,
  GlobalScope,
  MutableSharedFlow,
  MutableStateFlow,
  type SharedFlow,
  SharingCommand,
  SharingStarted,
  type StateFlow,
  type Suspend,
} from 'suspendable';
import { describe, expectTypeOf, test } from 'vitest';

interface Animal {
  name: string;
}
interface Cat extends Animal {
  meow(): void;
}

describe('hot flows', () => {
  test('collecting one never returns', () => {
    const shared = new MutableSharedFlow<number>();
    expectTypeOf(shared.collect()).toEqualTypeOf<Suspend<never>>();
    expectTypeOf(shared.asSharedFlow().collect((n) => n.toFixed())).toEqualTypeOf<Suspend<never>>();
    expectTypeOf(new MutableStateFlow('').collect()).toEqualTypeOf<Suspend<never>>();
  });

  test('those to read are covariant', () => {
    expectTypeOf<SharedFlow<Cat>>().toExtend<SharedFlow<Animal>>();
    expectTypeOf<StateFlow<Cat>>().toExtend<StateFlow<Animal>>();
    expectTypeOf<SharedFlow<Animal>>().not.toExtend<SharedFlow<Cat>>();
    expectTypeOf<StateFlow<Animal>>().not.toExtend<StateFlow<Cat>>();
  });

  test('those to write are invariant', () => {
    expectTypeOf<MutableSharedFlow<Cat>>().not.toExtend<MutableSharedFlow<Animal>>();
    expectTypeOf<MutableSharedFlow<Animal>>().not.toExtend<MutableSharedFlow<Cat>>();
    expectTypeOf<MutableStateFlow<Cat>>().not.toExtend<MutableStateFlow<Animal>>();
    expectTypeOf<MutableStateFlow<Cat>>().toExtend<StateFlow<Animal>>();
    expectTypeOf<MutableSharedFlow<Cat>>().toExtend<SharedFlow<Animal>>();
  });

  test('each kind is also those above it', () => {
    expectTypeOf<MutableStateFlow<number>>().toExtend<MutableSharedFlow<number>>();
    expectTypeOf<MutableStateFlow<number>>().toExtend<StateFlow<number>>();
    expectTypeOf<StateFlow<number>>().toExtend<SharedFlow<number>>();
    expectTypeOf<SharedFlow<number>>().toExtend<Flow<number>>();
    expectTypeOf<SharedFlow<number>>().not.toExtend<StateFlow<number>>();
    expectTypeOf<StateFlow<number>>().not.toExtend<MutableStateFlow<number>>();
    expectTypeOf<SharedFlow<number>>().not.toExtend<MutableSharedFlow<number>>();
  });

  test('the value of one to read cannot be set', () => {
    const view = new MutableStateFlow(1).asStateFlow();
    expectTypeOf(view.value).toEqualTypeOf<number>();
    // @ts-expect-error read-only
    view.value = 2;
    // @ts-expect-error nothing to write with
    view.tryEmit(2);
  });

  test('a state takes its type from its value', () => {
    expectTypeOf(new MutableStateFlow(1)).toEqualTypeOf<MutableStateFlow<number>>();
    expectTypeOf(new MutableStateFlow<string | null>(null).value).toEqualTypeOf<string | null>();
    new MutableStateFlow({ x: 1 }, { equals: (a, b) => a.x === b.x });
    // @ts-expect-error another type
    new MutableStateFlow(1).value = 'one';
  });

  test('update takes a plain function from the value to the next', () => {
    const state = new MutableStateFlow(1);
    expectTypeOf(state.updateAndGet((n) => n + 1)).toEqualTypeOf<number>();
    // @ts-expect-error gives no number
    state.update((n) => String(n));
    // @ts-expect-error a suspend function
    state.update(function* (n) {
      return n;
    });
  });

  test('onSubscription emits what the flow has, and keeps its kind', () => {
    const state = new MutableStateFlow(1);
    expectTypeOf(state.onSubscription(({ emit }) => emit(0))).toEqualTypeOf<StateFlow<number>>();
    expectTypeOf(new MutableSharedFlow<string>().onSubscription(({ emit }) => emit(''))).toEqualTypeOf<
      SharedFlow<string>
    >();
    // @ts-expect-error no number
    state.onSubscription(({ emit }) => emit('zero'));
  });

  test('sharing gives flows to read, of the same elements', () => {
    const words = flowOf('a');
    expectTypeOf(words.shareIn(GlobalScope, SharingStarted.Lazily)).toEqualTypeOf<SharedFlow<string>>();
    expectTypeOf(words.stateIn(GlobalScope, SharingStarted.WhileSubscribed(5), '')).toEqualTypeOf<StateFlow<string>>();
    expectTypeOf(words.stateIn(GlobalScope)).toEqualTypeOf<Suspend<StateFlow<string>>>();
    // @ts-expect-error no initial value
    words.stateIn(GlobalScope, SharingStarted.Lazily);
    // @ts-expect-error no number among the elements
    words.stateIn(GlobalScope, SharingStarted.Lazily, 5);
  });

  test('a policy gives a flow of commands, which may be literals', () => {
    const policy: SharingStarted = { command: (count) => count.map((n) => (n > 0 ? 'start' : SharingCommand.STOP)) };
    expectTypeOf(policy.command).parameter(0).toEqualTypeOf<StateFlow<number>>();
    // @ts-expect-error no command
    ({ command: () => flowOf('begin') }) satisfies SharingStarted;
  });

  test('computed states have the types of their functions', () => {
    const count = new MutableStateFlow(1);
    const name = new MutableStateFlow('');
    expectTypeOf(count.mapState((n) => n > 0)).toEqualTypeOf<StateFlow<boolean>>();
    expectTypeOf(
      combineState(count, name, (n, text) => {
        expectTypeOf(n).toEqualTypeOf<number>();
        expectTypeOf(text).toEqualTypeOf<string>();
        return [text];
      }),
    ).toEqualTypeOf<StateFlow<string[]>>();
  });
});
