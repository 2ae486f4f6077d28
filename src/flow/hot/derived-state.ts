import type { BufferOverflow } from '../../channel/channel.js';
import type { CoroutineContext } from '../../context/context.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Collectable, Sink } from '../collectable.js';
import { fuseState } from './fusion.js';
import type { StateSource } from './source.js';
import { SubscribedSink } from './subscribed-sink.js';

const NONE: unique symbol = Symbol('none');

/** A state that is computed from others. It is computed when somebody looks, and not again while they are as they were. */
export abstract class DerivedState<T> implements StateSource<T> {
  private inputs: readonly unknown[] | null = null;
  private computed: T | undefined = undefined;

  constructor(
    /** What the user calls it. */
    private readonly name: string,
    private readonly fn: (...inputs: any[]) => T,
  ) {}

  /** The values of the others. */
  protected abstract read(): readonly unknown[];
  /** Collects them, and pushes to `changes` for the values that they begin with and whenever one has changed. */
  protected abstract watch(changes: Sink<unknown>): Suspend<unknown>;

  get value(): T {
    const inputs = this.read();
    const { inputs: former, fn } = this;
    if (former === null || inputs.some((input, i) => !Object.is(input, former[i]))) {
      const computed = fn(...inputs);
      if (isSuspend(computed)) {
        throw new IllegalArgumentException(
          `${this.name} expects a plain function that computes the state, but it returned a suspend call. Suspend in a flow that is made a state: yield* state.map(fn).stateIn(scope)`,
        );
      }
      this.computed = computed;
      this.inputs = inputs;
    }
    return this.computed as T;
  }

  get replayCache(): T[] {
    return [this.value];
  }

  get checksCancellation(): true {
    return true;
  }

  get isDistinct(): true {
    return true;
  }

  collectInto(sink: Sink<T>): Suspend<never> {
    let last: T | typeof NONE = NONE;
    const changes: Sink<unknown> = {
      push: () => {
        const { value } = this;
        if (last !== NONE && Object.is(last, value)) return undefined;
        last = value;
        return sink.push(value);
      },
    };
    return this.watch(
      sink instanceof SubscribedSink ? new SubscribedSink(changes, () => sink.onSubscription()) : changes,
    ) as Suspend<never>;
  }

  fuse(context: CoroutineContext, capacity: number, overflow: BufferOverflow): Collectable<T> {
    return fuseState(this, context, capacity, overflow);
  }
}

/** What a function makes of a state. */
export class MappedState<S, T> extends DerivedState<T> {
  constructor(
    private readonly state: StateSource<S>,
    fn: (value: S) => T,
  ) {
    super('mapState', fn);
  }

  protected override read(): readonly unknown[] {
    return [this.state.value];
  }

  protected override watch(changes: Sink<unknown>): Suspend<unknown> {
    return this.state.collectInto(changes);
  }
}
