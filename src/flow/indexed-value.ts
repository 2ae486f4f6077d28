/**
 * An element with its place, counted from 0.
 * See {@link Flow.withIndex}.
 */
export interface IndexedValue<out T> {
  /** The place: 0 for the first. */
  readonly index: number;
  /** The element. */
  readonly value: T;
}
