import { CANCELLED, FIRST_SLOT, OFFERED, SIGNAL, SLOTS, WITHDRAWN } from './messages.js';
import type { SharedMemory } from './thread-host.js';

const NO_SLOT = -1;

/** The places of calls in the memory that a thread and its starter share; see messages.ts. A call may find none free. */
export class CallSlots {
  private readonly free: number[] = [];
  private used = 0;

  constructor(private readonly memory: SharedMemory | null) {}

  take(): number {
    const { memory } = this;
    if (memory === null) return NO_SLOT;
    const slot = this.free.pop() ?? (this.used < SLOTS ? this.used++ : NO_SLOT);
    if (slot !== NO_SLOT) Atomics.store(memory.cells, FIRST_SLOT + slot, OFFERED);
    return slot;
  }

  release(slot: number): void {
    if (slot !== NO_SLOT) this.free.push(slot);
  }

  /** Takes the call back, unless its thread has claimed it. */
  withdraw(slot: number): boolean {
    if (slot === NO_SLOT) return false;
    return Atomics.compareExchange(this.memory!.cells, FIRST_SLOT + slot, OFFERED, WITHDRAWN) === OFFERED;
  }

  /** Has a loop on the thread see that the call is cancelled. */
  cancel(slot: number): void {
    if (this.memory === null) return;
    if (slot !== NO_SLOT) Atomics.store(this.memory.cells, FIRST_SLOT + slot, CANCELLED);
    Atomics.add(this.memory.cells, SIGNAL, 1);
  }
}
