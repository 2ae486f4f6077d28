/*
 * The contract of select: a clause is one of the things that a select waits for.
 *
 *   attempt     done at once if it can be: it has then won
 *   register    otherwise it waits along with the other clauses; what it waits for then calls Selection.trySelect
 *   dispose     another clause has won, or the select was cancelled: it leaves no trace
 *   abandon     another clause has thrown, and the select with it
 *   finish      it has won: gives the result to the clause's block, in the selecting coroutine
 */
import type { ContextOwner, ContinuationInterceptor } from '../context/context.js';

/** What a clause knows of the coroutine that selects. */
export interface Selector extends ContextOwner {
  readonly interceptor: ContinuationInterceptor;
}

/** A select that waits. */
export interface Selection {
  readonly selector: Selector;
  /** Where some of the clauses wait on other threads. */
  arbiter?: Arbiter;
  /** Whether `clause` can win: no other has, and it was not cancelled. Ask only to have it win at once. */
  mayWin(clause: SelectClause<unknown>): boolean;
  /** Has `clause` win with `result`. False when another has won or the select was cancelled. */
  trySelect(clause: SelectClause<unknown>, result: unknown): boolean;
}

/** Decides between the clauses of a select some of which wait on other threads. */
export interface Arbiter {
  /** All clauses are registered. */
  begin(): void;
  /** Whether no other clause has won. From then on no other can. */
  decide(clause: SelectClause<unknown>): boolean;
}

declare const clauseResult: unique symbol;

/**
 * One of the things that `select` waits for, with what to do when it wins. Made by `channel.onReceive`, `job.onJoin`, ...
 * See {@link select}.
 */
export interface SelectClause<out R> {
  /** Never set. It makes a clause a type of its own, opaque to users. */
  readonly [clauseResult]?: R;
  /** What the clause waits for; one select takes one clause for each. @internal */
  readonly target: object;
  /** The select that it waits in. @internal */
  readonly selection: Selection | null;
  /** @internal */
  attempt(selector: Selector): boolean;
  /** @internal */
  register(selection: Selection): void;
  /** @internal */
  dispose(): void;
  /** @internal */
  abandon(): void;
  /** The result that the clause won with, before its block has seen it. @internal */
  win(result: unknown): void;
  /** Nobody gets the result: the selecting coroutine was cancelled meanwhile. @internal */
  undelivered(): void;
  /** @internal */
  finish(): R;
}
