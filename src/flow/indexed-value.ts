/** An element with its place, counted from 0. */
export interface IndexedValue<out T> {
  readonly index: number;
  readonly value: T;
}
