/*
 * The contract of contexts. A context is an immutable set of elements, at most one per key:
 *
 *     [CoroutineName(download), StandaloneCoroutine{Active}@1f, Dispatchers.Main]
 *      element                  the Job                         the ContinuationInterceptor, always last
 *
 * A single element is a context of its own, so `Dispatchers.Main.plus(new CoroutineName('download'))` needs no wrapping.
 */

/**
 * Names a slot of a context. A class of elements is its own key (`context.get(CoroutineName)`); elements without a
 * class of their own take a key from `createContextKey`. The property is never read: it carries the element's type.
 * See {@link createContextKey} and {@link AbstractCoroutineContextElement}.
 */
export interface ContextKey<out E> {
  readonly prototype: E;
}

/**
 * An immutable set of elements that every coroutine carries: its job, its dispatcher, its name, and users' own.
 * See {@link EmptyCoroutineContext} and {@link currentCoroutineContext}.
 */
export interface CoroutineContext {
  /** The element stored under `key`, or null. */
  get<E>(key: ContextKey<E>): E | null;
  /** A context with the elements of both; where both have an element of one key, the one of `context` is kept. */
  plus(context: CoroutineContext): CoroutineContext;
  /** A context without the element of that key; this one when it has none. */
  minusKey(key: ContextKey<unknown>): CoroutineContext;
  /** Combines the elements from first to last, starting with `initial`. */
  fold<R>(initial: R, operation: (accumulated: R, element: ContextElement) => R): R;
  /** Whether `other` has equal elements, in whatever order. */
  equals(other: unknown): boolean;
  toString(): string;
}

/**
 * One element of a context, and at once the context that has just this element.
 * Users' own extend {@link AbstractCoroutineContextElement}.
 */
export interface ContextElement extends CoroutineContext {
  /** What `get` finds the element by. A context has at most one element of each key. */
  readonly key: ContextKey<unknown>;
}

/**
 * Something to run once, given to a dispatcher.
 * See {@link CoroutineDispatcher}.
 */
export interface Runnable {
  /** Runs it. */
  run(): void;
}

/** What a dispatcher is told about the coroutine it resumes. The context is built only when somebody reads it. */
export interface ContextOwner {
  /** All elements except the job. Shared by all coroutines that differ only in their job, so reading it costs nothing. */
  readonly elements: CoroutineContext;
  readonly coroutineContext: CoroutineContext;
}

/** A task that also knows how to go on without having been dispatched. */
export interface ResumeTask extends Runnable {
  /** As {@link Runnable.run}, in the resumer's own call: nothing could have been cancelled in between. */
  runInPlace(): void;
  /** The task cannot be dispatched because the dispatcher threw `error`. */
  rejected(error: unknown): void;
}

/** Decides where and when a coroutine's code runs. Every dispatcher is one. */
export interface ContinuationInterceptor extends ContextElement {
  /** Has `task`, the next piece of the coroutine `owner`, run where this dispatcher runs things. @internal */
  intercept(owner: ContextOwner, task: ResumeTask): void;
  /** As {@link intercept}, for a coroutine that only gives the others a turn. False: there is no other, go on. @internal */
  interceptYield(owner: ContextOwner, task: ResumeTask): boolean;
  /** The timers of this dispatcher, where it has its own. @internal */
  readonly delay: Delay | undefined;
  /** A timer of {@link delay} fires on this dispatcher already: the coroutine goes on within the timer's call. @internal */
  readonly firesInPlace: boolean;
}

/** Called when its time has come. While it waits, the timers own {@link slot}. */
export interface TimerTask {
  /** Where the timers keep the task; null when it does not wait. */
  slot: TimerSlot | null;
  fire(): void;
}

/** A place among timers, left by {@link remove}. */
export interface TimerSlot {
  remove(task: TimerTask): void;
}

/** A source of time: the host's clock, or a test's virtual one. */
export interface Delay {
  /** Has `task` fire after `millis` ms, on behalf of the coroutine `owner`. */
  schedule(millis: number, task: TimerTask, owner: ContextOwner): void;
  /** The time in ms, where this time is not the host's. */
  now?(): number;
  /** The message of the timeout after `millis` ms, where this time is not the host's. */
  timeoutMessage?(millis: number): string;
}
