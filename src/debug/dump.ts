import type { Job } from '../coroutine/completable-job.js';
import type { Coroutine } from '../coroutine/coroutine.js';
import { identityOf } from '../internal/identity.js';
import type { Resumable } from '../suspend/resumable.js';
import { debugString, infoOf } from './coroutine-info.js';
import { stateOf } from './probes.js';

/** A report on `coroutines`, like a dump of threads. `asking` is the one whose code asks for it. */
export function dumpOf(coroutines: readonly Coroutine[], asking: Resumable | null, sanitize: boolean): string {
  const parts = coroutines.map((coroutine) => partOf(coroutine, coroutine === asking, sanitize));
  return [`Coroutines dump ${new Date().toISOString()}`, ...parts].join('\n\n');
}

function partOf(coroutine: Coroutine, isAsking: boolean, sanitize: boolean): string {
  const info = infoOf(coroutine, sanitize);
  const state = stateOf(coroutine);
  const trace = info.lastObservedStackTrace();
  const isOld = state === 'RUNNING' && !isAsking && trace.length > 0;
  return [
    `Coroutine ${debugString(coroutine as unknown as Job)}@${identityOf(coroutine)}, state: ${state}` +
      (isOld ? ' (Last suspension stacktrace, not an actual stacktrace)' : ''),
    ...(info.waitsIn === null ? [] : [`\tat ${info.waitsIn} (suspendable)`]),
    ...trace.map((line) => `\tat ${line}`),
    ...(info.creationStackTrace.length > 0 ? ['\t(Coroutine creation stacktrace)'] : []),
    ...info.creationStackTrace.map((line) => `\tat ${line}`),
  ].join('\n');
}
