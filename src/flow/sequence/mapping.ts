import { Cursor, cursorOf, END, PushStage, type Receiver, Stage } from './cursor.js';

/** `map`: the element is computed when it is asked for, not when it is asked whether there is one. */
export class Mapping<S, out T> extends PushStage<S, T> {
  constructor(
    source: Cursor<S>,
    private readonly transform: (value: S) => T,
  ) {
    super(source);
  }

  next(): T | typeof END {
    const value = this.source.next();
    return value === END ? END : this.transform(value);
  }

  override advance(): boolean {
    return this.source.advance();
  }

  override current(): T {
    return this.transform(this.source.current());
  }

  accept(value: S): boolean {
    return this.receiver.accept(this.transform(value));
  }
}

/** `mapIndexed`. A class of its own, as `Noting` is: through a function for `Mapping` each element would cost one call more. */
export class IndexedMapping<S, out T> extends PushStage<S, T> {
  private index = 0;

  constructor(
    source: Cursor<S>,
    private readonly transform: (index: number, value: S) => T,
  ) {
    super(source);
  }

  next(): T | typeof END {
    const value = this.source.next();
    return value === END ? END : this.transform(this.index++, value);
  }

  override advance(): boolean {
    return this.source.advance();
  }

  override current(): T {
    return this.transform(this.index++, this.source.current());
  }

  accept(value: S): boolean {
    return this.receiver.accept(this.transform(this.index++, value));
  }
}

/** `onEach`. */
export class Noting<T> extends PushStage<T, T> {
  constructor(
    source: Cursor<T>,
    private readonly action: (value: T) => unknown,
  ) {
    super(source);
  }

  next(): T | typeof END {
    const value = this.source.next();
    if (value !== END) this.action(value);
    return value;
  }

  override advance(): boolean {
    return this.source.advance();
  }

  override current(): T {
    const value = this.source.current();
    this.action(value);
    return value;
  }

  accept(value: T): boolean {
    this.action(value);
    return this.receiver.accept(value);
  }
}

/** `flatMap`: the elements of what `transform` gives for each element, one after the other. */
export class Flattening<S, out T> extends Stage<S, T> implements Receiver<T> {
  private inner: Cursor<T> | null = null;
  private receiver!: Receiver<T>;
  private isWanted = true;

  constructor(
    source: Cursor<S>,
    private readonly transform: (value: S) => Iterable<T>,
  ) {
    super(source);
  }

  next(): T | typeof END {
    for (;;) {
      if (this.inner !== null) {
        const value = this.inner.next();
        if (value !== END) return value;
        this.inner = null;
      }
      const outer = this.source.next();
      if (outer === END) return END;
      this.inner = cursorOf(this.transform(outer));
    }
  }

  override advance(): boolean {
    while (!this.inner?.advance()) {
      this.inner = null;
      if (!this.source.advance()) return false;
      this.inner = cursorOf(this.transform(this.source.current()));
    }
    return true;
  }

  override current(): T {
    return this.inner!.current();
  }

  /** The inner ones push, the outer ones are pulled: so nested as `plus` in a loop makes them, they need less of the stack. */
  override drain(receiver: Receiver<T>): void {
    this.receiver = receiver;
    for (;;) {
      this.inner?.drain(this);
      if (!this.isWanted) return;
      this.inner = null;
      const outer = this.source.next();
      if (outer === END) return;
      this.inner = cursorOf(this.transform(outer));
    }
  }

  accept(value: T): boolean {
    return (this.isWanted = this.receiver.accept(value));
  }

  override close(): void {
    closeBoth(this.inner, this.source);
  }
}

/** `zip`: ends with the shorter one. An element is computed only if the other one has one for it. */
export class Zipping<A, B, out T> extends Cursor<T> {
  constructor(
    private readonly first: Cursor<A>,
    private readonly second: Cursor<B>,
    private readonly transform: (first: A, second: B) => T,
  ) {
    super();
  }

  next(): T | typeof END {
    return this.advance() ? this.current() : END;
  }

  override advance(): boolean {
    if (!this.first.advance()) this.second.close();
    else if (this.second.advance()) return true;
    else this.first.close();
    return false;
  }

  override current(): T {
    return this.transform(this.first.current(), this.second.current());
  }

  override close(): void {
    closeBoth(this.first, this.second);
  }
}

function closeBoth(first: Cursor<unknown> | null, second: Cursor<unknown>): void {
  try {
    first?.close();
  } finally {
    second.close();
  }
}
