/*
 * Which clause of a select has won, when some of them wait on other threads: a number in memory that all of these share. Whoever
 * has a clause that could win sets its number first. Only one succeeds, so nothing is sent by a clause that has not won.
 */
import type { Arbiter, SelectClause } from '../select/clause.js';

const OPEN = 0;
/** A clause that waits on the selecting thread, or none at all. */
const HERE = 1;

/** Whether the clause of this number wins, or has won. */
export function decide(cell: Int32Array, number: number): boolean {
  const before = Atomics.compareExchange(cell, 0, OPEN, number);
  return before === OPEN || before === number;
}

/** A clause that waits on another thread. */
export interface RemoteClause extends SelectClause<unknown> {
  /** Has the other thread wait, and win by setting `number` in `cell`. */
  begin(cell: Int32Array, number: number): void;
}

export class SharedDecision implements Arbiter {
  private readonly cell = new Int32Array(new SharedArrayBuffer(4));
  private readonly remote: RemoteClause[] = [];

  add(clause: RemoteClause): void {
    this.remote.push(clause);
  }

  begin(): void {
    // Not before: a clause that is registered may take something, and then has to win.
    for (const clause of this.remote) clause.begin(this.cell, this.numberOf(clause));
  }

  decide(clause: SelectClause<unknown>): boolean {
    return decide(this.cell, this.numberOf(clause));
  }

  /** No clause that waits on another thread can win any more, unless one has. */
  close(): void {
    decide(this.cell, HERE);
  }

  private numberOf(clause: SelectClause<unknown>): number {
    return HERE + 1 + this.remote.indexOf(clause as RemoteClause);
  }
}
