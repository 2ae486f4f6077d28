import type { Message, SharedMemory, ThreadMailbox } from './thread-host.js';

/** A record is a code, an id and a content: see messages.ts. */
const RECORD_SIZE = 3;

/** What a thread has to tell its starter. */
export class ThreadOutbox {
  private records: unknown[] = [];
  /** When something was posted last. */
  lastPost = 0;

  constructor(
    private readonly mailbox: ThreadMailbox,
    private readonly memory: SharedMemory | null,
  ) {}

  get isEmpty(): boolean {
    return this.records.length === 0;
  }

  push(code: number, id: number, content: unknown): void {
    this.records.push(code, id, content);
  }

  /** @throws DataCloneError when the last record cannot be cloned. It is dropped, and the others are kept. */
  post(head: Message, transfer: readonly Transferable[]): void {
    const { records, memory } = this;
    this.records = [];
    try {
      this.mailbox.post([...head, ...records], transfer);
    } catch (thrown) {
      records.length -= RECORD_SIZE;
      this.records = records;
      throw thrown;
    }
    this.lastPost = performance.now();
    if (memory === null) return;
    Atomics.add(memory.bell, 0, 1);
    Atomics.notify(memory.bell, 0);
  }
}
