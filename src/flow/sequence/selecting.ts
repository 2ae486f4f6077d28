import { type Cursor, END, Stage } from './cursor.js';

export class Filtering<T> extends Stage<T, T> {
  constructor(
    source: Cursor<T>,
    private readonly predicate: (value: T) => unknown,
  ) {
    super(source);
  }

  next(): T | typeof END {
    const { source, predicate } = this;
    let value = source.next();
    while (value !== END && !predicate(value)) value = source.next();
    return value;
  }
}

/** `take`: after the last element nothing more is asked of the source. */
export class Taking<T> extends Stage<T, T> {
  constructor(
    source: Cursor<T>,
    private left: number,
  ) {
    super(source);
  }

  next(): T | typeof END {
    if (this.left > 0) {
      this.left--;
      return this.source.next();
    }
    this.source.close();
    return END;
  }

  override advance(): boolean {
    if (this.left > 0) return this.source.advance();
    this.source.close();
    return false;
  }

  override current(): T {
    this.left--;
    return this.source.current();
  }
}

export class TakingWhile<T> extends Stage<T, T> {
  constructor(
    source: Cursor<T>,
    private readonly predicate: (value: T) => unknown,
  ) {
    super(source);
  }

  next(): T | typeof END {
    const value = this.source.next();
    if (value === END || this.predicate(value)) return value;
    this.source.close();
    return END;
  }
}

export class Dropping<T> extends Stage<T, T> {
  constructor(
    source: Cursor<T>,
    private left: number,
  ) {
    super(source);
  }

  next(): T | typeof END {
    return this.left === 0 || this.skip() ? this.source.next() : END;
  }

  override advance(): boolean {
    return (this.left === 0 || this.skip()) && this.source.advance();
  }

  override current(): T {
    return this.source.current();
  }

  private skip(): boolean {
    while (this.left > 0) {
      if (this.source.next() === END) return false;
      this.left--;
    }
    return true;
  }
}

export class DroppingWhile<T> extends Stage<T, T> {
  private hasBegun = false;
  /** Whether the element to be given is the one that ended the dropping. */
  private isFirst = false;

  constructor(
    source: Cursor<T>,
    private readonly predicate: (value: T) => unknown,
  ) {
    super(source);
  }

  next(): T | typeof END {
    if (this.hasBegun) return this.source.next();
    this.hasBegun = true;
    let value = this.source.next();
    while (value !== END && this.predicate(value)) value = this.source.next();
    return value;
  }

  override advance(): boolean {
    this.isFirst = !this.hasBegun;
    return this.isFirst ? super.advance() : this.source.advance();
  }

  override current(): T {
    return this.isFirst ? super.current() : this.source.current();
  }
}
