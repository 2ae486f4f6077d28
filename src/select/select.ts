import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import { JobSupport } from '../job/machine.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspend } from '../suspend/continuation.js';
import { isSuspend } from '../suspend/results.js';
import { runningCoroutine } from '../suspend/running.js';
import type { SelectClause, Selection, Selector } from './clause.js';
import { JobClause } from './job-clause.js';
import type { JobRecipe } from './job-recipe.js';

type AnyClause = SelectClause<unknown>;

/** Waits until one of the clauses wins, and gives it. */
class SelectWait extends CancellableSuspension<AnyClause> implements Selection {
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
      if (this.isCompleted) return;
    }
  }

  trySelect(clause: AnyClause, result: unknown): boolean {
    if (!this.isActive) return false;
    clause.win(result);
    return this.tryResume(clause);
  }

  protected override onCancelled(): void {
    for (const clause of this.clauses) clause.dispose();
  }

  protected override undelivered(): void {
    const winner = this.outcome as AnyClause;
    winner.undelivered();
    for (const clause of this.clauses) if (clause !== winner) clause.dispose();
  }
}

/** The clauses themselves, those of jobs made from their recipes. */
function clausesOf(given: readonly AnyClause[]): readonly AnyClause[] {
  return given.map((clause) => {
    if (typeof clause?.attempt === 'function') return clause;
    if (clause?.target instanceof JobSupport) return new JobClause(clause as object as JobRecipe);
    throw new IllegalArgumentException(
      `select expects clauses such as channel.onReceive(block), got ${describe(clause)}`,
    );
  });
}

/** Of two clauses on one object the second could never be told from the first. */
function checkTarget(clauses: readonly AnyClause[], index: number): void {
  const { target } = clauses[index]!;
  for (let i = 0; i < index; i++) {
    if (clauses[i]!.target === target) {
      throw new IllegalStateException(`Cannot use select clauses on the same object: ${target}`);
    }
  }
}

function* selectFrom(clauses: readonly AnyClause[]): Suspend<unknown> {
  const selector = runningCoroutine('select');
  let winner: AnyClause | null = null;
  for (let i = 0; i < clauses.length && winner === null; i++) {
    checkTarget(clauses, i);
    if (!clauses[i]!.attempt(selector)) continue;
    winner = clauses[i]!;
    for (let j = 0; j < i; j++) clauses[j]!.dispose();
  }
  if (winner === null) {
    winner = yield* new SelectWait(clauses);
    for (const clause of clauses) if (clause !== winner) clause.dispose();
  }
  const result = winner.finish();
  return isSuspend(result) ? yield* result as Suspend<unknown> : result;
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
  return selectFrom(clausesOf(clauses)) as Suspend<SelectResult<C[number]>>;
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
  return shuffled(clausesOf(clauses)) as Suspend<SelectResult<C[number]>>;
}

function* shuffled(clauses: readonly AnyClause[]): Suspend<unknown> {
  const order = [...clauses];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return yield* selectFrom(order);
}
