import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { isSuspend, returned } from '../suspend/results.js';
import type { Resumable } from '../suspend/resumable.js';
import { runningCoroutine } from '../suspend/running.js';
import { BaseClause } from './base-clause.js';
import type { Arbiter, SelectClause, Selection, Selector } from './clause.js';
import { JobClause } from './job-clause.js';
import { JobRecipe } from './job-recipe.js';

type AnyClause = SelectClause<unknown>;

/** A call of select: attempts the clauses, waits until one wins if none has, and runs the winner's block. */
class Select extends CancellableSuspension<unknown> implements Selection {
  private winner: AnyClause | null = null;
  /** What the winner's block returned, where that has to be run. */
  private block: Suspend<unknown> | null = null;
  declare arbiter?: Arbiter;

  constructor(private readonly clauses: readonly AnyClause[]) {
    super();
  }

  protected override get what(): string {
    return 'select';
  }

  get selector(): Selector {
    return this.coroutine;
  }

  protected override suspend(): void {
    if (!this.isActive) {
      this.onCancelled(); // cancelled before it could wait: the clauses have been attempted, and are done with
      return;
    }
    for (const clause of this.clauses) {
      clause.register(this);
      if (!this.isActive) return;
    }
    this.arbiter?.begin();
  }

  mayWin(clause: AnyClause): boolean {
    return this.isActive && this.arbiter?.decide(clause) !== false;
  }

  trySelect(clause: AnyClause, result: unknown): boolean {
    if (!this.mayWin(clause)) return false;
    clause.win(result);
    this.winner = clause;
    return this.tryResume(undefined);
  }

  protected override onCancelled(): void {
    for (const clause of this.clauses) clause.dispose();
  }

  override undelivered(): void {
    const { winner } = this;
    this.disposeBut(winner);
    winner!.undelivered();
  }

  override next(): IteratorResult<Suspension, unknown> {
    if (this.block !== null) return this.step(this.block.next());
    if (this.coroutine === null) {
      const winner = this.attempt(runningCoroutine('select'));
      if (winner !== null) return this.won(winner);
    }
    const result = super.next();
    return result.done ? this.won(this.winner!) : result;
  }

  /** The clause that is done at once, if there is one. */
  private attempt(coroutine: Resumable): AnyClause | null {
    const { clauses } = this;
    for (let i = 0; i < clauses.length; i++) {
      const clause = clauses[i]!;
      checkClause(clauses, i);
      try {
        if (!clause.attempt(coroutine)) continue;
      } catch (thrown) {
        // Not the one that has thrown: what it was to send is in the channel. Nor those behind it, which have not been attempted.
        for (let j = 0; j < i; j++) clauses[j]!.abandon();
        throw thrown;
      }
      this.coroutine = coroutine;
      return clause;
    }
    return null;
  }

  private disposeBut(winner: AnyClause | null): void {
    for (const clause of this.clauses) if (clause !== winner) clause.dispose();
  }

  private won(winner: AnyClause): IteratorResult<Suspension, unknown> {
    this.disposeBut(winner);
    const result = winner.finish();
    if (!isSuspend(result)) return returned(result);
    this.block = result as Suspend<unknown>;
    return this.step(this.block.next());
  }

  private step(result: IteratorResult<Suspension, unknown>): IteratorResult<Suspension, unknown> {
    if (result.done) this.block = null;
    return result;
  }

  /** The driver points out a misuse within the winner's block. */
  throw(error: unknown): IteratorResult<Suspension, unknown> {
    return this.step(this.block!.throw!(error));
  }
}

/** The clauses themselves, those of jobs made from their recipes. */
function clausesOf(given: AnyClause[]): AnyClause[] {
  for (let i = 0; i < given.length; i++) {
    const clause = given[i]!;
    if (clause instanceof BaseClause) continue;
    if (!((clause as object) instanceof JobRecipe)) {
      throw new IllegalArgumentException(
        `select expects clauses such as channel.onReceive(block), got ${describe(clause)}`,
      );
    }
    given[i] = new JobClause(clause as object as JobRecipe);
  }
  return given;
}

/** Of two clauses on one object the second could never be told from the first; a clause can tell one select that it has won. */
function checkClause(clauses: readonly AnyClause[], index: number): void {
  const { target, selection } = clauses[index]!;
  if (selection !== null) {
    throw new IllegalStateException(
      'This clause waits in another select. Make one for each: select(channel.onReceive(...))',
    );
  }
  for (let i = 0; i < index; i++) {
    if (clauses[i]!.target === target) {
      throw new IllegalStateException(`Cannot use select clauses on the same object: ${target}`);
    }
  }
}

/**
 * What a select of these clauses gives: the result of whichever wins.
 * See {@link select}.
 */
export type SelectResult<C extends SelectClause<unknown>> = C extends SelectClause<infer R> ? R : never;

/**
 * Waits for several things at once and takes the first that is ready; of several that are ready the first in the list. Then
 * runs that clause's block and gives its result. The others have no effect: nothing is received or sent by them.
 *
 * **Suspends** until one clause is ready, and then as its block does.
 *
 * **Cancellation** ends the wait. A select that was won at once does not look at cancellation; an element received by one that
 * was won but not yet dispatched goes to the channel's `onUndeliveredElement`.
 *
 * @throws IllegalStateException when two clauses are of one object. @throws what the winning clause or its block throws.
 * @example
 * ```ts
 * import { Channel, onTimeout, run, select } from 'suspendable';
 *
 * const text = await run(function* ({ launch }) {
 *   const news = new Channel<string>();
 *   launch(() => news.send('extra'));
 *   return yield* select(
 *     news.onReceive((item) => `news: ${item}`),
 *     onTimeout(1000, () => 'silence'),
 *   );
 * });
 * console.log(text); // news: extra
 * ```
 */
export function select<const C extends readonly SelectClause<unknown>[]>(
  ...clauses: C
): Suspend<SelectResult<C[number]>> {
  return new Select(clausesOf(clauses as unknown as AnyClause[])) as Suspend<SelectResult<C[number]>>;
}

/**
 * As {@link select}, but among several clauses that are ready at once it chooses by chance, so that none is starved.
 *
 * @example
 * ```ts
 * import { Channel, run, selectUnbiased } from 'suspendable';
 *
 * const a = new Channel<string>(Channel.UNLIMITED);
 * const b = new Channel<string>(Channel.UNLIMITED);
 * for (let i = 0; i < 100; i++) { a.trySend('a'); b.trySend('b'); }
 * await run(function* () {
 *   const seen = new Set<string>();
 *   while (seen.size < 2) seen.add(yield* selectUnbiased(a.onReceive((x) => x), b.onReceive((x) => x)));
 *   console.log('both get their turn'); // both get their turn
 * });
 * ```
 */
export function selectUnbiased<const C extends readonly SelectClause<unknown>[]>(
  ...clauses: C
): Suspend<SelectResult<C[number]>> {
  return new Select(shuffled(clausesOf(clauses as unknown as AnyClause[]))) as Suspend<SelectResult<C[number]>>;
}

function shuffled<T>(list: T[]): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
