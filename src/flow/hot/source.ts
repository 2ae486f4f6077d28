import type { Collectable, Sink } from '../collectable.js';
import type { SubscriberCounter } from './subscribers.js';

/** What a hot flow is a face of. Its collection never comes to a normal end. */
export interface SharedSource<out T> extends Collectable<T> {
  readonly replayCache: T[];
}

/** What a state flow is a face of. */
export interface StateSource<out T> extends SharedSource<T> {
  readonly value: T;
}

/** What can be emitted to, for as many subscribers as there are. */
export interface MutableSource<in out T> extends SharedSource<T>, Sink<T> {
  readonly subscribers: { readonly size: number; counter: SubscriberCounter | null; sharing: unknown };
}
