// What tests of operators need again and again.

import { type CoroutineScope, delay, type Flow, flow, type Suspend } from 'suspendable';
import { now, perform, step } from '../perform.js';

/** A flow of these elements. */
export function of<T>(...elements: T[]): Flow<T> {
  return flow<T>(function* ({ emit }) {
    for (const element of elements) yield* emit(element);
  });
}

/** A flow of numbers and pauses: each number in the list is emitted, each `[ms]` waited. */
export function timed<T>(...script: (T | [number])[]): Flow<T> {
  return flow<T>(function* ({ emit }) {
    for (const entry of script) {
      if (Array.isArray(entry)) yield* delay(entry[0]!);
      else yield* emit(entry as T);
    }
  });
}

/** The steps of collecting what `make` gives: each element is one. */
export function collected(make: Flow<unknown> | ((scope: CoroutineScope) => Flow<unknown>)): string[] {
  return perform((scope) => (typeof make === 'function' ? make(scope) : make).collect((value) => step(value)));
}

/** As {@link collected}, with the time of each element and of the end. */
export function collectedInTime(flow: Flow<unknown>): string[] {
  const steps = perform(function* () {
    try {
      yield* flow.collect((value) => step(`${now()}: ${value}`));
      step(`${now()}: over`);
    } catch (error) {
      step(`${now()}:`, error);
    }
  });
  return steps.slice(0, -1);
}

/** Waits until cancelled and then notes the step. */
export function* hang(words: string): Suspend<never> {
  try {
    for (;;) yield* delay(Infinity);
  } finally {
    step(words);
  }
}
