import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { isContext } from './builder-arguments.js';
import type { CoroutineScope } from './coroutine-scope.js';

/** Throws unless `scope`, given to the function named `taker`, is one. */
export function requireScope(taker: string, scope: CoroutineScope): void {
  if (isContext(scope?.coroutineContext)) return;
  throw new IllegalArgumentException(`${taker} expects a CoroutineScope as its first argument, got ${describe(scope)}`);
}
