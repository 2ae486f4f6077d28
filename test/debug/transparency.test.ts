import * as lib from 'suspendable';
import { DebugProbes } from 'suspendable/debug';
import * as testLib from 'suspendable/test';
import { describe, expect, it } from 'vitest';
import { compare, programsOf } from '../conformance/corpus.js';
import { framedInterpreter } from '../conformance/framed.js';
import { installProbes } from './probed.js';

const categories = ['jobs', 'exceptions', 'timeouts', 'channels', 'select', 'sync', 'flow', 'hot'];

describe('programs that are looked at', async () => {
  installProbes();
  let states = '';
  let calls = 0;
  const interpret = await framedInterpreter((fn: () => lib.Suspend<unknown>) => {
    // Most statements of a program make such functions: a look now and then, from within and from outside of coroutines.
    if (++calls % 20 === 0) states += DebugProbes.dumpCoroutinesInfo().map(({ state }) => `${state} `);
    return lib.suspend(fn);
  });

  it.each(categories)('do as in real Kotlin: %s', async (category) => {
    states = '';
    for (const program of programsOf(category)) {
      const trace: readonly string[] = await interpret(program, lib, testLib);
      if (trace.join('\n') === program.trace.join('\n')) continue;
      expect.fail(`${program.id} differs from real Kotlin (-)\n\n${compare(program.trace, trace)}`);
    }
    expect(states).toMatch(/SUSPENDED .*RUNNING /);
  });
});
