import { requireFunction } from '../internal/require-function.js';
import type { JobSupport } from '../job/machine.js';
import type { Suspend } from '../suspend/continuation.js';
import type { SelectClause } from './clause.js';

/**
 * What `onJoin` and `onAwait` give. `select` makes the clause from it: so jobs know nothing of clauses, and a program that
 * never selects ships none.
 */
export class JobRecipe {
  constructor(
    readonly target: JobSupport,
    readonly block: (value: never) => unknown,
    /** The block gets the job's result, and the clause fails as the job does. */
    readonly takesResult: boolean,
  ) {}
}

export function jobRecipe<V, R>(
  name: string,
  target: JobSupport,
  block: (value: V) => Suspend<R> | R,
  takesResult: boolean,
): SelectClause<R> {
  requireFunction(name, block);
  return new JobRecipe(target, block, takesResult) as object as SelectClause<R>;
}
