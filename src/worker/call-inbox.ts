import type { SentLinks } from './linked-values.js';
import { CALL_SIZE } from './messages.js';
import type { SentElements } from './registry.js';
import type { Message } from './thread-host.js';

/** A call that has come, as it was sent: see messages.ts. */
export type ReceivedCall = readonly [
  code: number,
  id: number,
  slot: number,
  module: number,
  name: string,
  args: unknown[],
  links: SentLinks | null,
  elements: SentElements,
];

/** Calls that a thread has not begun with. */
export class CallInbox {
  private calls: ReceivedCall[] = [];
  private at = 0;
  private readonly causes = new Map<number, unknown>();

  get isEmpty(): boolean {
    return this.at === this.calls.length;
  }

  /** Adds the call that stands in `message` at `start`. */
  add(message: Message, start: number): void {
    this.calls.push(message.slice(start, start + CALL_SIZE) as unknown as ReceivedCall);
  }

  shift(): ReceivedCall {
    const call = this.calls[this.at++]!;
    if (this.isEmpty) {
      this.calls = [];
      this.at = 0;
    }
    return call;
  }

  /** Remembers that a call is cancelled, if it is here. */
  cancel(id: number, cause: unknown): void {
    for (let i = this.at; i < this.calls.length; i++) if (this.calls[i]![1] === id) this.causes.set(id, cause);
  }

  /** What a call that was taken out was cancelled with before; undefined if it was not. */
  causeOf(id: number): unknown {
    if (this.causes.size === 0) return undefined;
    const cause = this.causes.get(id);
    this.causes.delete(id);
    return cause;
  }
}
