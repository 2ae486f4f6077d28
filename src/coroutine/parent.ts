import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { jobKey } from '../job/job.js';
import { JobSupport } from '../job/machine.js';

/** The parent as the machine knows it. A job that is no such, NonCancellable, takes no children. */
export function parentOf(parent: unknown, taker: string): JobSupport | null {
  if (parent === undefined || parent === null) return null;
  if (parent instanceof JobSupport) return parent;
  if ((parent as { key?: unknown }).key === jobKey) return null;
  throw new IllegalArgumentException(`${taker} expects a Job as its parent, got ${describe(parent)}`);
}
