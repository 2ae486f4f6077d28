// What a program of the tour exports, and how it is performed: on virtual time or for real.

import { type CoroutineScope, coroutineScope, run, type Suspend } from 'suspendable';
import { runTest } from 'suspendable/test';

/** Kotlin's `print` and `println`, handed to a program so that the tour and the tests can listen. */
export interface Output {
  print(value: unknown): void;
  println(value?: unknown): void;
}

/** The exports of each file next to this one. */
export interface Program {
  readonly title: string;
  /** The lines it prints; a pattern where a line holds the hash of an object. */
  readonly expected: readonly (string | RegExp)[];
  /** The name of the error that `main` ends with, in the programs that are about a failure. */
  readonly fails?: string;
  /** Kotlin's `fun main() = runBlocking { ... }`: the scope is the receiver of that block. */
  main(scope: CoroutineScope, output: Output): Suspend<void> | void;
}

/** A line that was printed, and the milliseconds from the start of `main` to its end. */
export interface Line {
  readonly at: number;
  readonly text: string;
}

/** What happened: when `main` and all its coroutines had ended, and with which error if any. */
export interface Ending {
  readonly at: number;
  readonly error?: unknown;
}

/** Performs `program` on virtual time: delays are skipped, the clock reads as if they had been waited for. */
export async function performVirtually(program: Program, onLine: (line: Line) => void): Promise<Ending> {
  let ending: Ending = { at: 0 };
  await runTest(function* (scope) {
    ending = yield* perform(program, () => scope.currentTime, onLine);
  });
  return ending;
}

/** Performs `program` for real, delays included. */
export function performReally(program: Program, onLine: (line: Line) => void): Promise<Ending> {
  const start = performance.now();
  return run(() => perform(program, () => Math.round(performance.now() - start), onLine));
}

function* perform(program: Program, now: () => number, onLine: (line: Line) => void): Suspend<Ending> {
  let started = '';
  const output: Output = {
    print: (value) => {
      started += String(value);
    },
    println: (value = '') => {
      onLine({ at: now(), text: started + String(value) });
      started = '';
    },
  };
  try {
    // Returns when the last coroutine that `main` launched has ended, as runBlocking does.
    yield* coroutineScope((scope) => program.main(scope, output));
    return { at: now() };
  } catch (error) {
    return { at: now(), error };
  }
}
