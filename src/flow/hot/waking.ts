/** A coroutine that waits at a hot flow and is about to be resumed. */
export interface Wakeable {
  nextWoken: Wakeable | null;
  wake(): void;
}

/**
 * Who is to be resumed, in order. Resuming runs others' code where a dispatcher is unconfined, so a flow first brings its state
 * in order and notes here who goes on, and then resumes them. The links are in those who wait: noting costs no memory.
 */
export class Waking {
  private first: Wakeable | null = null;
  private last: Wakeable | null = null;

  get isEmpty(): boolean {
    return this.first === null;
  }

  add(waiter: Wakeable): void {
    if (this.last === null) this.first = waiter;
    else this.last.nextWoken = waiter;
    this.last = waiter;
  }

  /** Resumes them. Meanwhile the list is empty and may be filled again. */
  resumeAll(): void {
    let waiter = this.first;
    this.first = null;
    this.last = null;
    while (waiter !== null) {
      const next: Wakeable | null = waiter.nextWoken;
      waiter.nextWoken = null;
      waiter.wake();
      waiter = next;
    }
  }
}
