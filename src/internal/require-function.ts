import { describe } from './describe.js';
import { IllegalArgumentException } from './exceptions.js';

/** Throws unless `block`, given to the function named `taker`, can be called. */
export function requireFunction(taker: string, block: unknown): void {
  if (typeof block === 'function') return;
  const hint =
    typeof block === 'object' && block !== null && Symbol.iterator in block
      ? `. Pass the function itself, ${taker}(function* () { ... }) or ${taker}(() => work()), not the result of calling it`
      : '';
  throw new IllegalArgumentException(`${taker} expects a function as its block, got ${describe(block)}${hint}`);
}
