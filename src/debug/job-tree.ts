import type { Job } from '../coroutine/completable-job.js';
import { Coroutine } from '../coroutine/coroutine.js';
import { ScopeCoroutine } from '../coroutine/scoped.js';
import { debugString, infoOf } from './coroutine-info.js';
import { birthOf, stateOf } from './probes.js';

/** A job and all below it, a line each. Scopes within a coroutine have none: they are part of it. */
export function jobTree(job: Job, sanitize: boolean, indent = ''): string {
  const isScope = job instanceof ScopeCoroutine && birthOf(job) === undefined;
  const line = isScope ? '' : `${indent}${debugString(job)}${whereItIs(job, sanitize)}\n`;
  const below = Array.from(job.children, (child) => jobTree(child, sanitize, isScope ? indent : `${indent}\t`));
  return line + below.join('');
}

function whereItIs(job: Job, sanitize: boolean): string {
  if (!(job instanceof Coroutine) || birthOf(job) === undefined || job.body === null) return '';
  const line = infoOf(job, sanitize).lastObservedStackTrace()[0];
  return `, continuation is ${stateOf(job)}${line === undefined ? '' : ` at line ${line}`}`;
}
