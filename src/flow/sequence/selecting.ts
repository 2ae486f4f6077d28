import { type Cursor, END, PushStage, type Receiver } from './cursor.js';

/** `filter` and, with another answer `wanted`, `filterNot`. */
export class Filtering<T> extends PushStage<T, T> {
  constructor(
    source: Cursor<T>,
    private readonly predicate: (value: T) => unknown,
    private readonly wanted = true,
  ) {
    super(source);
  }

  next(): T | typeof END {
    const { source, predicate, wanted } = this;
    let value = source.next();
    while (value !== END && Boolean(predicate(value)) !== wanted) value = source.next();
    return value;
  }

  accept(value: T): boolean {
    return Boolean(this.predicate(value)) === this.wanted ? this.receiver.accept(value) : true;
  }
}

/** `take`: after the last element nothing more is asked of the source. */
export class Taking<T> extends PushStage<T, T> {
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

  override drain(receiver: Receiver<T>): void {
    if (this.left > 0) super.drain(receiver);
    else this.source.close();
  }

  accept(value: T): boolean {
    this.left--;
    if (!this.receiver.accept(value)) return false;
    if (this.left > 0) return true;
    this.source.close();
    return false;
  }
}

export class TakingWhile<T> extends PushStage<T, T> {
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

  accept(value: T): boolean {
    if (this.predicate(value)) return this.receiver.accept(value);
    this.source.close();
    return false;
  }
}

export class Dropping<T> extends PushStage<T, T> {
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

  accept(value: T): boolean {
    if (this.left === 0) return this.receiver.accept(value);
    this.left--;
    return true;
  }

  private skip(): boolean {
    while (this.left > 0) {
      if (this.source.next() === END) return false;
      this.left--;
    }
    return true;
  }
}

export class DroppingWhile<T> extends PushStage<T, T> {
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

  accept(value: T): boolean {
    if (!this.hasBegun && this.predicate(value)) return true;
    this.hasBegun = true;
    return this.receiver.accept(value);
  }
}
