import { Cursor, type CursorSource, cursorOf, END, PushStage, type Receiver, Stage } from './cursor.js';

/** Begins with its elements only when it is first asked for one, as the source of Kotlin's own that are written with `sequence`. */
class LateCursor<out T> extends Cursor<T> {
  private opened: Cursor<T> | null = null;

  constructor(private readonly elements: CursorSource<T>) {
    super();
  }

  private open(): Cursor<T> {
    return (this.opened ??= this.elements.cursor());
  }

  next(): T | typeof END {
    return this.open().next();
  }

  override advance(): boolean {
    return this.open().advance();
  }

  override current(): T {
    return this.open().current();
  }

  override drain(receiver: Receiver<T>): void {
    this.open().drain(receiver);
  }

  override close(): void {
    this.opened?.close();
  }
}

/** `runningFold`: `initial`, and each result of combining it with a further element. */
export class RunningFold<S, R> extends PushStage<S, R> {
  private accumulator: R | typeof END = END;

  constructor(
    elements: CursorSource<S>,
    private readonly initial: R,
    private readonly operation: (accumulator: R, value: S) => R,
  ) {
    super(new LateCursor(elements));
  }

  next(): R | typeof END {
    if (this.accumulator === END) return (this.accumulator = this.initial);
    const value = this.source.next();
    return value === END ? END : (this.accumulator = this.operation(this.accumulator, value));
  }

  override drain(receiver: Receiver<R>): void {
    if (this.accumulator === END && !receiver.accept((this.accumulator = this.initial))) return;
    super.drain(receiver);
  }

  accept(value: S): boolean {
    return this.receiver.accept((this.accumulator = this.operation(this.accumulator as R, value)));
  }
}

/** `runningReduce`: the first element, and each result of combining it with a further one. */
export class RunningReduce<R, S extends R> extends PushStage<S, R> {
  private accumulator: R | undefined = undefined;
  private hasBegun = false;

  constructor(
    elements: CursorSource<S>,
    private readonly operation: (accumulator: R, value: S) => R,
  ) {
    super(new LateCursor(elements));
  }

  next(): R | typeof END {
    const value = this.source.next();
    return value === END ? END : this.with(value);
  }

  accept(value: S): boolean {
    return this.receiver.accept(this.with(value));
  }

  private with(value: S): R {
    this.accumulator = this.hasBegun ? this.operation(this.accumulator as R, value) : value;
    this.hasBegun = true;
    return this.accumulator;
  }
}

/** `zipWithNext`: what `transform` makes of each element and the one after it. */
export class Pairing<S, out T> extends PushStage<S, T> {
  private last: S | undefined = undefined;
  private hasLast = false;

  constructor(
    elements: CursorSource<S>,
    private readonly transform: (value: S, next: S) => T,
  ) {
    super(new LateCursor(elements));
  }

  next(): T | typeof END {
    for (;;) {
      const value = this.source.next();
      if (value === END) return END;
      const { last, hasLast } = this;
      this.keep(value);
      if (hasLast) return this.transform(last as S, value);
    }
  }

  accept(value: S): boolean {
    const { last, hasLast } = this;
    this.keep(value);
    return hasLast ? this.receiver.accept(this.transform(last as S, value)) : true;
  }

  private keep(value: S): void {
    this.last = value;
    this.hasLast = true;
  }
}

/** `ifEmpty`: the source's elements, or those of what `defaultValue` gives. */
export class Defaulting<out T> extends Stage<T, T> {
  private hasBegun = false;

  constructor(
    elements: CursorSource<T>,
    private readonly defaultValue: () => Iterable<T>,
  ) {
    super(new LateCursor(elements));
  }

  next(): T | typeof END {
    let value = this.source.next();
    if (value === END && !this.hasBegun) {
      this.source = cursorOf(this.defaultValue());
      value = this.source.next();
    }
    this.hasBegun = true;
    return value;
  }

  override advance(): boolean {
    let isThere = this.source.advance();
    if (!isThere && !this.hasBegun) {
      this.source = cursorOf(this.defaultValue());
      isThere = this.source.advance();
    }
    this.hasBegun = true;
    return isThere;
  }

  override current(): T {
    return this.source.current();
  }
}
