import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('heap-program.ts', import.meta.url));

/** By how many bytes the heap is larger after the scenario than after a first, shorter run of it. */
function growth(scenario: string): number {
  const printed = execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', program, scenario], {
    encoding: 'utf8',
  });
  return Number(printed);
}

describe('the heap is where it was after', () => {
  it.each([
    ['launch', '10,000,000 coroutines that came and went'],
    ['cancel', '100,000 suspended coroutines that were cancelled one by one'],
    ['handlers', '1,000,000 handlers put on one job and disposed of'],
    ['awaitAll', '1,000,000 failing awaitAll on one deferred that goes on'],
    ['join', '100,000 cancelled waits for one job that goes on'],
    ['scope', '1,000,000 scopes entered and left in one coroutine'],
  ])(
    '%s: %s',
    (scenario) => {
      // What a leak of one byte each would be is the smallest limit that the noise of a heap stays below.
      expect(growth(scenario)).toBeLessThan(1_000_000);
    },
    120_000,
  );
});
