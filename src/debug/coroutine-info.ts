import type { CoroutineContext } from '../context/context.js';
import { CoroutineName } from '../context/coroutine-name.js';
import type { Job } from '../coroutine/completable-job.js';
import type { Coroutine } from '../coroutine/coroutine.js';
import { stateName } from '../job/states.js';
import { birthOf, type CoroutineState, callsOf, stateOf } from './probes.js';
import { creationLines } from './stack.js';

/** What was known of a coroutine when it was asked for. See {@link DebugProbes.dumpCoroutinesInfo}. */
export interface CoroutineInfo {
  /** Its context. */
  readonly context: CoroutineContext;
  // In brackets are names that are shortened everywhere else in the library.
  /** Its job. */
  readonly ['job']: Job;
  /** The how manyeth coroutine it is since the probes were installed, from 1. */
  readonly sequenceNumber: number;
  /** `CREATED` until its body is entered, `SUSPENDED` while it waits, `RUNNING` otherwise. */
  readonly ['state']: CoroutineState;
  /** What it waits in, as `delay`, `receive`, `join` or `coroutineScope`; null unless it is `SUSPENDED`. */
  readonly waitsIn: string | null;
  /** Where it was made, innermost call first; empty unless {@link DebugProbes.enableCreationStackTraces} was set before. */
  readonly creationStackTrace: readonly string[];
  /**
   * Where its suspend functions stand that have called one another, innermost first, each as `name (file:line:column)`. Of one that
   * runs: where it was last suspended, unless it is the one that asks. Empty if it has not been suspended yet.
   */
  lastObservedStackTrace(): readonly string[];
  /** `CoroutineInfo(state=SUSPENDED, context=[...])` */
  toString(): string;
}

export function infoOf(coroutine: Coroutine, sanitize: boolean): CoroutineInfo {
  const { number, stack } = birthOf(coroutine)!;
  const state = stateOf(coroutine);
  const { what, places } = callsOf(coroutine);
  return {
    context: coroutine.coroutineContext,
    ['job']: coroutine as unknown as Job,
    sequenceNumber: number,
    ['state']: state,
    waitsIn: what,
    creationStackTrace: stack === null ? [] : creationLines(stack, sanitize),
    lastObservedStackTrace: () => places.flatMap((place) => place.lines(sanitize)),
    toString: () => `CoroutineInfo(state=${state}, context=${coroutine.coroutineContext})`,
  };
}

/** `"name#1":StandaloneCoroutine{Active}`; what is no coroutine, or one that was there before, has no number. */
export function debugString(job: Job): string {
  const { kind, state } = job as unknown as { readonly kind: string | undefined; readonly state: number };
  if (kind === undefined) return String(job);
  const birth = birthOf(job);
  const name = birth === undefined ? '' : `"${nameOf(job as unknown as Coroutine)}#${birth.number}":`;
  return `${name}${kind}{${stateName(state)}}`;
}

function nameOf(coroutine: Coroutine): string {
  return coroutine.elements.get(CoroutineName)?.name ?? 'coroutine';
}
