import { Cursor, type CursorSource, cursorOf, END } from './cursor.js';

/** A stage that begins with its source only when it is first asked for it, as Kotlin's own that are written with `sequence`. */
abstract class LateStage<S, out T> extends Cursor<T> {
  private opened: Cursor<S> | null = null;

  constructor(private readonly elements: CursorSource<S>) {
    super();
  }

  protected get source(): Cursor<S> {
    return (this.opened ??= this.elements.cursor());
  }

  protected set source(cursor: Cursor<S>) {
    this.opened = cursor;
  }

  override close(): void {
    this.opened?.close();
  }
}

/** `runningFold`: `initial`, and each result of combining it with a further element. */
export class RunningFold<S, R> extends LateStage<S, R> {
  private accumulator: R | typeof END = END;

  constructor(
    elements: CursorSource<S>,
    private readonly initial: R,
    private readonly operation: (accumulator: R, value: S) => R,
  ) {
    super(elements);
  }

  next(): R | typeof END {
    if (this.accumulator === END) return (this.accumulator = this.initial);
    const value = this.source.next();
    return value === END ? END : (this.accumulator = this.operation(this.accumulator, value));
  }
}

/** `runningReduce`: the first element, and each result of combining it with a further one. */
export class RunningReduce<R, S extends R> extends LateStage<S, R> {
  private accumulator: R | typeof END = END;

  constructor(
    elements: CursorSource<S>,
    private readonly operation: (accumulator: R, value: S) => R,
  ) {
    super(elements);
  }

  next(): R | typeof END {
    const value = this.source.next();
    if (value === END) return END;
    return (this.accumulator = this.accumulator === END ? value : this.operation(this.accumulator, value));
  }
}

/** `zipWithNext`: what `transform` makes of each element and the one after it. */
export class Pairing<S, out T> extends LateStage<S, T> {
  private last: S | typeof END = END;

  constructor(
    elements: CursorSource<S>,
    private readonly transform: (value: S, next: S) => T,
  ) {
    super(elements);
  }

  next(): T | typeof END {
    const { source } = this;
    const first = this.last === END ? source.next() : this.last;
    if (first === END) return END;
    const second = source.next();
    if (second === END) return END;
    this.last = second;
    return this.transform(first, second);
  }
}

/** `ifEmpty`: the source's elements, or those of what `defaultValue` gives. */
export class Defaulting<out T> extends LateStage<T, T> {
  private hasBegun = false;

  constructor(
    elements: CursorSource<T>,
    private readonly defaultValue: () => Iterable<T>,
  ) {
    super(elements);
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
