// Whether each element that was sent has come to one end.

export class Ledger {
  private readonly sent = new Set<number>();
  private readonly vanishing = new Set<number>();
  private readonly ends = new Map<number, string[]>();
  private next = 0;

  /** An element that is going to be sent. */
  newElement(): number {
    const element = ++this.next;
    this.sent.add(element);
    return element;
  }

  /** It was not sent after all: it is to have no end. */
  refused(element: number): void {
    this.sent.delete(element);
  }

  /** It is sent in a way in which the channel may drop it without a word. */
  mayVanish(element: number): void {
    this.vanishing.add(element);
  }

  received(element: number): void {
    this.end(element, 'received');
  }

  undelivered(element: number): void {
    this.end(element, 'undelivered');
  }

  private end(element: number, end: string): void {
    this.ends.set(element, [...(this.ends.get(element) ?? []), end]);
  }

  /** How many elements were sent. */
  get size(): number {
    return this.sent.size;
  }

  /** The elements that have no end, or several, or were never sent. */
  wrong(): string[] {
    const all = new Set([...this.sent, ...this.ends.keys()]);
    return [...all]
      .filter((n) => {
        const count = this.ends.get(n)?.length ?? 0;
        return !this.sent.has(n) || (this.vanishing.has(n) ? count > 1 : count !== 1);
      })
      .map((n) => `${n}: ${this.ends.get(n)?.join(' and ') ?? 'lost'}`);
  }
}
