import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Runs the program in a process of its own and gives what it prints. */
const printed = execFileSync(
  process.execPath,
  ['--import', 'tsx', fileURLToPath(new URL('last-resort-program.ts', import.meta.url))],
  { encoding: 'utf8' },
)
  .trimEnd()
  .split('\n');
const printedUnder = (title: string) => {
  const from = printed.indexOf(`# ${title}`) + 1;
  const to = printed.findIndex((line, i) => i >= from && line.startsWith('# '));
  return printed.slice(from, to < 0 ? undefined : to);
};

describe('without a handler, a failure', () => {
  it('reaches the host as an uncaught exception, once', () => {
    expect(printedUnder('no handler')).toEqual([
      'other coroutine goes on',
      'uncaught Error: boom',
      'suppressed DiagnosticCoroutineContextException: [CoroutineName(root), StandaloneCoroutine{Cancelling}, Dispatchers.Default]',
    ]);
  });

  it('of any value reaches the host as that value', () => {
    expect(printedUnder('text')).toEqual(['uncaught boom']);
  });

  it('of a throwing handler comes with the original as suppressed', () => {
    expect(printedUnder('throwing handler')).toEqual([
      'uncaught Error: Exception while trying to handle coroutine exception',
      'cause Error: from handler',
      'suppressed Error: boom',
      'suppressed DiagnosticCoroutineContextException: [CoroutineExceptionHandler, StandaloneCoroutine{Cancelling}, Dispatchers.Default]',
    ]);
  });

  it('is not reported when a handler has taken it', () => {
    expect(printedUnder('handler')).toEqual(['handled Error: boom']);
  });

  it('is not reported of an async that nobody awaits', () => {
    expect(printedUnder('async')).toEqual([]);
  });
});
