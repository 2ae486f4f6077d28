import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** By how many bytes the heap is larger after the scenario than after a first, shorter run of it. */
function growth(program: string, scenario: string): number {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const printed = execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', path, scenario], {
    encoding: 'utf8',
  });
  return Number(printed);
}

function expectNoGrowth(program: string, scenarios: [scenario: string, what: string][]): void {
  it.each(scenarios)(
    '%s: %s',
    (scenario) => {
      // What a leak of one byte each would be is the smallest limit that the noise of a heap stays below.
      expect(growth(program, scenario)).toBeLessThan(1_000_000);
    },
    120_000,
  );
}

describe('the heap is where it was after', () => {
  expectNoGrowth('heap-program.ts', [
    ['launch', '10,000,000 coroutines that came and went'],
    ['cancel', '100,000 suspended coroutines that were cancelled one by one'],
    ['handlers', '1,000,000 handlers put on one job and disposed of'],
    ['awaitAll', '1,000,000 failing awaitAll on one deferred that goes on'],
    ['join', '100,000 cancelled waits for one job that goes on'],
    ['subscribers', '1,000,000 subscribers of hot flows that came and went'],
    ['emitters', '300,000 emitters that waited at a shared flow and were cancelled'],
    ['scope', '1,000,000 scopes entered and left in one coroutine'],
    ['probed', '1,000,000 coroutines that came and went while probes looked at them'],
  ]);

  expectNoGrowth('heap-waiters-program.ts', [
    ['receive', '1,000,000 cancelled receivers of one channel'],
    ['receiveCatching', '1,000,000 cancelled receivers that would have caught its end'],
    ['hasNext', '1,000,000 cancelled calls of one iterator'],
    ['send', '1,000,000 cancelled senders to one channel'],
    ['onReceive', '1,000,000 cancelled selects with two receiving clauses'],
    ['onSend', '1,000,000 cancelled selects with a sending clause'],
    ['lock', '1,000,000 cancelled waits for one mutex'],
    ['onLock', '1,000,000 cancelled selects with a lock'],
    ['acquire', '1,000,000 cancelled waits for one semaphore'],
    ['received', '2,000 elements of 8 kB received from 200 channels that stay'],
    ['dropped', '2,000 elements of 8 kB dropped by 200 cancelled channels'],
    ['losers', '1,000,000 selects won at once, whose losing clauses live long'],
    ['losersThatWaited', '250,000 selects that waited, with losing clauses on the same'],
  ]);
});
