import type { Job } from '../coroutine/completable-job.js';
import { identityOf } from '../internal/identity.js';
import { JobSupport } from '../job/machine.js';
import { debugString } from './coroutine-info.js';

/** Asked for by `console.log` in Node, Deno and Bun. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** Has the console print jobs as {@link debugString} does, instead of by what is in them. Returned is what undoes it. */
export function showJobs(): () => void {
  const prototype = JobSupport.prototype as object as Record<symbol, unknown>;
  prototype[INSPECT] = function (this: JobSupport): string {
    return `${debugString(this as unknown as Job)}@${identityOf(this)}`;
  };
  return () => {
    delete prototype[INSPECT];
  };
}
