import { requireFunction } from '../internal/require-function.js';
import type { SelectClause, Selection, Selector } from './clause.js';

/** What clauses have in common: the block, and the result between winning and the block's call. */
export abstract class BaseClause<V, R> implements SelectClause<R> {
  protected result: unknown = undefined;
  selection: Selection | null = null;

  constructor(
    readonly target: object,
    private readonly block: (value: V) => R,
    name: string,
  ) {
    requireFunction(name, block);
  }

  abstract attempt(selector: Selector): boolean;
  protected abstract enlist(selection: Selection): void;
  /** Stops waiting. Also called when it was only attempted, and nothing was begun. */
  protected abstract withdraw(): void;

  register(selection: Selection): void {
    this.selection = selection;
    this.enlist(selection);
  }

  dispose(): void {
    this.selection = null;
    this.withdraw();
  }

  /** As `dispose`, where it leaves a trace in Kotlin: there, nobody tells the clauses. */
  abandon(): void {
    this.dispose();
  }

  /** Called by what the clause waits for. False when the select is over. */
  protected trySelect(result: unknown): boolean {
    return this.selection?.trySelect(this as SelectClause<unknown>, result) ?? false;
  }

  win(result: unknown): void {
    this.result = result;
  }

  undelivered(): void {
    this.giveBack(this.result);
    this.result = undefined;
    this.selection = null;
  }

  /** What it has got reaches nobody. */
  protected giveBack(_result: unknown): void {}

  /** What the block gets; throws where the clause fails. */
  protected value(result: unknown): V {
    return result as V;
  }

  finish(): R {
    const { result } = this;
    this.result = undefined;
    this.selection = null;
    return this.block(this.value(result));
  }
}
