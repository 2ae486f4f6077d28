import type { ChildProcess } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from 'suspendable';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linesOf } from '../../examples/log-tail/lines-of.js';
import { add, EMPTY, format } from '../../examples/log-tail/summary.js';
import { openFiles } from './files.js';
import { finish, PROGRAM_TIME, startExample } from './program.js';

/** Where /proc is. */
const onLinux = process.platform === 'linux';

let cwd: string;
let log: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tail-'));
  log = join(cwd, 'service.log');
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** Resolves when the program has printed `line`. */
function printed(program: ChildProcess, line: string): Promise<void> {
  let output = '';
  return new Promise((resolve, reject) => {
    program.stdout!.on('data', (chunk) => {
      output += chunk;
      if (output.split('\n').includes(line)) resolve();
    });
    program.on('close', () => reject(new Error(`ended without having printed ${line}, but ${output}`)));
  });
}

describe('npm run tail', { timeout: PROGRAM_TIME }, () => {
  it('sums up the lines of a file that grows', async () => {
    writeFileSync(log, '10:00 INFO started\n10:01 WARN slow\n');
    const program = startExample('log-tail', cwd, 'service.log');
    const result = finish(program);
    await printed(program, '2 lines: 1 warn, 1 info');
    appendFileSync(log, '10:02 ERROR broken\n10:03 DEBUG why\n  at line 1\n10:04 INFO go');
    await printed(program, '5 lines: 1 error, 1 warn, 1 info, 1 debug, 1 other');
    appendFileSync(log, 'ing on\n');
    await printed(program, '6 lines: 1 error, 1 warn, 2 info, 1 debug, 1 other');
    program.kill('SIGINT');
    const { lines, messages, code } = await result;
    expect(lines.at(-1)).toBe('in the end 6 lines: 1 error, 1 warn, 2 info, 1 debug, 1 other');
    expect(messages).toBe('');
    expect(code).toBe(130);
  });

  it('fails when there is no such file', async () => {
    const { messages, code } = await finish(startExample('log-tail', cwd, 'nothing.log'));
    expect(messages).toContain('ENOENT');
    expect(code).toBe(1);
  });

  it('explains itself when called in another way', async () => {
    const { lines, messages, code } = await finish(startExample('log-tail', cwd));
    expect(lines).toEqual([]);
    expect(messages).toBe('tail: expected one file\nusage: npm run tail -- FILE\n');
    expect(code).toBe(2);
  });
});

describe('the lines of a growing file', { timeout: PROGRAM_TIME }, () => {
  /** Collects lines until there are as many, each of which `react` is told. */
  const firstLines = (count: number, react: (line: string) => void) =>
    run(() => linesOf(log).onEach(react).take(count).toList());

  it('are given when they are complete, however they are written', async () => {
    writeFileSync(log, 'first\nsec');
    const lines = await firstLines(3, (line) => {
      if (line === 'first') appendFileSync(log, 'ond\nth');
      if (line === 'second') appendFileSync(log, 'ird €\n');
    });
    expect(lines).toEqual(['first', 'second', 'third €']);
  });

  it('are all given where there are many at once', async () => {
    const expected = Array.from({ length: 20_000 }, (_, i) => `line ${i}`);
    writeFileSync(log, `${expected.join('\n')}\n`);
    expect(await firstLines(expected.length, () => {})).toEqual(expected);
  });

  it('begin anew when the file has been emptied', async () => {
    writeFileSync(log, 'a long first line\n');
    const lines = await firstLines(2, (line) => {
      if (line === 'a long first line') writeFileSync(log, 'short\n');
    });
    expect(lines).toEqual(['a long first line', 'short']);
  });

  it.runIf(onLinux)('leave no file open when nobody wants more', async () => {
    writeFileSync(log, 'first\nsecond\n');
    await firstLines(1, () => expect(openFiles(cwd)).toEqual([log]));
    expect(openFiles(cwd)).toEqual([]);
  });
});

describe('the summary', () => {
  it('counts a line for the first level that it names', () => {
    const summary = ['an INFO about an ERROR', 'error in small letters', 'information', ''].reduce(add, EMPTY);
    expect(format(summary)).toBe('4 lines: 1 error, 1 info, 2 other');
  });

  it('of no lines has no levels to show', () => {
    expect(format(EMPTY)).toBe('0 lines');
  });
});
