import * as lib from 'suspendable';
import * as testLib from 'suspendable/test';
import { describe, expect, it } from 'vitest';
import { compare, programsOf } from './corpus.js';
import { interpret } from './interpret.mjs';

/** Declares a test per program of the category: the trace is that of real Kotlin, line by line. */
export function replay(category: string): void {
  const programs = programsOf(category);

  describe(`${category}: ${programs.length} programs as in real Kotlin`, () => {
    for (const program of programs) {
      it(program.id, async () => {
        const trace: readonly string[] = await interpret(program, lib, testLib);
        if (trace.join('\n') === program.trace.join('\n')) return;
        expect.fail(
          `${program.id} differs from real Kotlin (-). npm run conformance -- ${program.id} shows the program, too\n\n` +
            compare(program.trace, trace),
        );
      });
    }
  });
}
