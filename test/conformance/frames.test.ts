import * as lib from 'suspendable';
import * as testLib from 'suspendable/test';
import { describe, expect, it } from 'vitest';
import { compare, programsOf } from './corpus.js';
import { framedInterpreter } from './framed.js';

const categories = ['jobs', 'exceptions', 'timeouts', 'channels', 'select', 'sync', 'flow', 'hot'];

describe('programs whose functions are made by suspend()', async () => {
  let frames = 0;
  const interpret = await framedInterpreter((fn: () => lib.Suspend<unknown>) => {
    frames++;
    return lib.suspend(fn);
  });

  it.each(categories)('do as in real Kotlin: %s', async (category) => {
    const before = frames;
    for (const program of programsOf(category)) {
      const trace: readonly string[] = await interpret(program, lib, testLib);
      if (trace.join('\n') === program.trace.join('\n')) continue;
      expect.fail(`${program.id} differs from real Kotlin (-)\n\n${compare(program.trace, trace)}`);
    }
    expect(frames - before).toBeGreaterThan(1000);
  });
});
