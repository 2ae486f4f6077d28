/*
 * What stays connected when it crosses: a channel or a flow. The side that has it, its home, numbers it; both sides have an end
 * of the link under that number, the home's positive, the other's negative, and write to the other's.
 */
import { Transferred } from './transfer.js';

/** One end of a link. */
export interface LinkEnd {
  /** Something from the other end: what, about which of several things under way, and a value. */
  hear(code: number, subject: number, value: unknown): void;
  /** The other end is gone. */
  cutOff(cause: unknown): void;
}

/** Sends to the other end. @throws DataCloneError when the value cannot be cloned. */
export type LinkPost = (code: number, subject: number, value?: unknown) => void;

/** The links of two threads, on one of them. */
export class Links {
  private readonly ends = new Map<number, LinkEnd>();
  private last = 0;
  private kept: unknown[] = [];

  constructor(private readonly deliver: (id: number, content: unknown[], transfer: readonly Transferable[]) => void) {}

  get isEmpty(): boolean {
    return this.ends.size === 0;
  }

  /** Whether the other thread has something that this one knows. */
  get hasForeign(): boolean {
    for (const id of this.ends.keys()) if (id < 0) return true;
    return false;
  }

  /** Makes the home's end. Returns its number. */
  open(end: (post: LinkPost, leave: () => void) => LinkEnd): number {
    const id = ++this.last;
    this.ends.set(
      id,
      end(this.postTo(-id), () => this.ends.delete(id)),
    );
    return id;
  }

  /** Makes the other end. */
  join<E extends LinkEnd>(id: number, end: (post: LinkPost, leave: () => void) => E): E {
    const made = end(this.postTo(id), () => this.ends.delete(-id));
    this.ends.set(-id, made);
    return made;
  }

  /** Cuts an end off from the other: positive numbers of those at home here, negative ones of the others. */
  close(id: number, cause: unknown): void {
    const end = this.ends.get(id);
    this.ends.delete(id);
    end?.cutOff(cause);
  }

  private postTo(id: number): LinkPost {
    return (code, subject, value) => {
      if (value instanceof Transferred) this.deliver(id, [code, subject, value.value], value.list);
      else this.deliver(id, value === undefined ? [code, subject] : [code, subject, value], []);
    };
  }

  /** Keeps something for later: numbers and contents in turn. */
  keep(id: number, content: readonly unknown[]): void {
    this.kept.push(id, content);
  }

  get hasKept(): boolean {
    return this.kept.length > 0;
  }

  receiveKept(): void {
    const { kept } = this;
    if (kept.length === 0) return;
    this.kept = [];
    for (let i = 0; i < kept.length; i += 2) this.receive(kept[i] as number, kept[i + 1] as unknown[]);
  }

  receive(id: number, content: readonly unknown[]): void {
    this.ends.get(id)?.hear(content[0] as number, content[1] as number, content[2]);
  }

  /** The other thread has ended. */
  lost(cause: unknown): void {
    const ends = [...this.ends.values()];
    this.ends.clear();
    for (const end of ends) end.cutOff(cause);
  }
}
