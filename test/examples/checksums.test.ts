import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { awaitCancellation, awaitPromise, delay, NonCancellable, run, type Suspend, withContext } from 'suspendable';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checksumTree } from '../../examples/checksums/checksum-tree.js';
import { readOptions, UsageError } from '../../examples/checksums/options.js';
import { Screen } from '../../examples/checksums/screen.js';
import type { Digest } from '../../examples/checksums/sha256.js';
import { Tally } from '../../examples/checksums/tally.js';
import { makeEndlessFile, makeFiles, makeUnreadableFile, openFiles } from './files.js';
import { finish, PROGRAM_TIME, startExample } from './program.js';

/** Where sha256sum and /proc are, and where a name may be any bytes. */
const onLinux = process.platform === 'linux';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'checksums-'));
});
// `rm` and not `rmSync`, which cannot remove a path that is too long for the system.
afterEach(() => void execFileSync('rm', ['-rf', cwd]));

const start = (...args: string[]) => startExample('checksums', cwd, ...args);

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** More than there are workers. */
function makeEndlessFiles(): void {
  for (let i = 0; i < 4; i++) makeEndlessFile(cwd, `tree/endless/${i}`);
}

describe('npm start', { timeout: PROGRAM_TIME }, () => {
  it('prints a checksum line for every file in the tree', async () => {
    const contents = {
      'tree/hello': 'hello\n',
      'tree/empty': '',
      'tree/a/b/c/deep': 'deep',
      'tree/a/large': Buffer.alloc(1_000_003, 'suspendable'),
      'tree/-n': 'a dash in front',
      'tree/with  spaces ': 'spaces',
    };
    makeFiles(cwd, contents);
    const { lines, messages, code } = await finish(start('tree'));
    expect(lines.sort()).toEqual(
      Object.entries(contents)
        .map(([path, content]) => `${sha256(content)}  ${path}`)
        .sort(),
    );
    expect(messages).toMatch(/^checksums: 6 files hashed, 1 MB in [\d.]+ s\n$/);
    expect(code).toBe(0);
  });

  it('escapes backslash, newline and carriage return in names', async () => {
    makeFiles(cwd, { 'tree/back\\slash': '1', 'tree/new\nline': '2', 'tree/carriage\rreturn': '3' });
    const { lines } = await finish(start('tree'));
    expect(lines.sort()).toEqual(
      [
        `\\${sha256('1')}  tree/back\\\\slash`,
        `\\${sha256('2')}  tree/new\\nline`,
        `\\${sha256('3')}  tree/carriage\\rreturn`,
      ].sort(),
    );
  });

  it.skipIf(!onLinux)('prints lines that sha256sum -c accepts, odd names included', async () => {
    makeFiles(cwd, { plain: 'plain', 'sub/back\\slash': '1', 'sub/new\nline': '2', '-': 'a dash', 'sub/ünï': 'utf-8' });
    writeFileSync(Buffer.from(`${cwd}/sub/not utf-8 \xff\xfe`, 'latin1'), 'bytes');
    const program = start('.');
    const checker = spawn('sha256sum', ['--check', '--strict'], { cwd, stdio: [program.stdout!, 'pipe', 'inherit'] });
    const [checked, [code]] = await Promise.all([text(checker.stdout), once(checker, 'close')]);
    expect(checked.split('\n').filter((line) => line.endsWith(': OK'))).toHaveLength(6);
    expect(code).toBe(0);
  });

  it('skips symbolic links and special files and says so', async () => {
    makeFiles(cwd, { 'tree/file': 'file', 'elsewhere/file': 'elsewhere' });
    symlinkSync('file', join(cwd, 'tree/link'));
    symlinkSync('../elsewhere', join(cwd, 'tree/directory-link'));
    execFileSync('mkfifo', [join(cwd, 'tree/pipe')]);
    const { lines, messages, code } = await finish(start('tree'));
    expect(lines).toEqual([`${sha256('file')}  tree/file`]);
    expect(messages).toContain(', 2 symbolic links not followed, 1 special file skipped\n');
    expect(code).toBe(0);
  });

  it('reports an unreadable file and hashes all the others', async () => {
    makeFiles(cwd, { 'tree/before': 'before', 'tree/zoo/after': 'after' });
    const unreadable = makeUnreadableFile(cwd, 'tree');
    const { lines, messages, code } = await finish(start('tree'));
    expect(lines.sort()).toEqual([`${sha256('before')}  tree/before`, `${sha256('after')}  tree/zoo/after`].sort());
    expect(messages).toContain(`checksums: ${unreadable}: name too long\n`);
    expect(messages).toMatch(/checksums: 2 files hashed, .*, 1 unreadable\n$/);
    expect(code).toBe(1);
  });

  it('refuses a directory that does not exist', async () => {
    expect(await finish(start('nowhere'))).toEqual({
      lines: [],
      messages: 'checksums: no such directory: nowhere\n',
      code: 2,
    });
  });

  it('ends with 130 and a summary after Ctrl-C', async () => {
    makeFiles(cwd, { 'tree/one': '1', 'tree/two': '2' });
    makeEndlessFiles();
    const program = start('--workers', '2', 'tree');
    const finished = finish(program);
    let seen = '';
    program.stdout!.on('data', (chunk) => (seen += chunk));
    await expect.poll(() => seen.split('\n').length - 1, { timeout: PROGRAM_TIME }).toBe(2);
    program.kill('SIGINT');
    const { lines, messages, code } = await finished;
    expect(lines.sort()).toEqual([`${sha256('1')}  tree/one`, `${sha256('2')}  tree/two`].sort());
    expect(messages).toMatch(/^checksums: interrupted: 2 files hashed, 0 MB in [\d.]+ s\n$/);
    expect(code).toBe(130);
  });

  it('ends quietly when the reader of its output leaves', async () => {
    makeFiles(cwd, { 'tree/one': '1', 'tree/two': '2' });
    makeFiles(cwd, Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`tree/many/${i}`, String(i)])));
    const program = start('tree');
    const finished = Promise.all([text(program.stderr!), once(program, 'close')]);
    await once(program.stdout!, 'data');
    program.stdout!.destroy();
    const [messages, [code]] = await finished;
    expect(messages).toBe('');
    expect(code).toBe(0);
  });
});

describe('readOptions', () => {
  const options = (...args: string[]) => run(() => readOptions(args));

  it('takes a directory and the number of workers', async () => {
    expect(await options('--workers', '3', cwd)).toEqual({ root: cwd, workers: 3 });
  });

  it('refuses a file in place of a directory', async () => {
    makeFiles(cwd, { file: '' });
    await expect(options(join(cwd, 'file'))).rejects.toThrow(new UsageError(`not a directory: ${join(cwd, 'file')}`));
  });

  it('refuses a number of workers that is none', async () => {
    await expect(options('--workers', '0')).rejects.toThrow(
      new UsageError('--workers must be from 1 to 9999, not 0\nusage: npm start [-- [--workers N] [DIR]]'),
    );
  });

  it('refuses two directories and options it does not know', async () => {
    await expect(options('one', 'two')).rejects.toThrow('one directory at a time, not 2\nusage: npm start');
    await expect(options('--bogus')).rejects.toThrow("Unknown option '--bogus'");
  });
});

/** Has its file open until it is cancelled. */
function* readWithoutEnd(name: string): Suspend<Digest> {
  const file = yield* withContext(NonCancellable, () => awaitPromise(open(name)));
  try {
    return yield* awaitCancellation();
  } finally {
    yield* withContext(NonCancellable, () => awaitPromise(file.close()));
  }
}

describe('checksumTree', () => {
  it.skipIf(!onLinux)('has closed all its files when its cancellation is over', { timeout: PROGRAM_TIME }, async () => {
    makeEndlessFiles();
    const abort = new AbortController();
    const silence = { *print() {}, report() {} };
    const result = run(() => checksumTree(join(cwd, 'tree'), 4, new Tally(), silence, readWithoutEnd), {
      signal: abort.signal,
    });
    await expect.poll(() => openFiles(cwd), { interval: 1, timeout: PROGRAM_TIME }).toHaveLength(4 + 1); // four files and their directory
    abort.abort();
    await expect(result).rejects.toThrow();
    expect(openFiles(cwd)).toEqual([]);
  });
});

describe('Screen', () => {
  it('shows a progress bar on a terminal, below all lines', async () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 80 }) as unknown as NodeJS.WriteStream;
    const tally = new Tally();
    tally.found = 4;
    const screen = new Screen(terminal, terminal, tally);
    expect(screen.hasProgressBar).toBe(true);
    await run(function* () {
      yield* screen.print('a line\n');
      screen.report('a message');
      tally.files = 1;
      yield* delay(250);
      screen.stopProgressBar();
      screen.report('the summary');
    });
    const shown = stripVTControlCharacters(String(terminal.read()));
    expect(shown).toMatch(/a line\nchecksums: a message\n█{10}░{30} 1 of 4 files.*checksums: the summary\n$/);
  });

  it('shows none when the messages do not go to a terminal', () => {
    const pipe = new PassThrough() as unknown as NodeJS.WriteStream;
    const screen = new Screen(pipe, pipe, new Tally());
    screen.report('a message');
    expect(screen.hasProgressBar).toBe(false);
    expect(String(pipe.read())).toBe('checksums: a message\n');
  });
});
