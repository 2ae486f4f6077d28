import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { Channel, delay, run, type Suspend } from 'suspendable';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addUp, type Counted, countWords, type Status } from '../../examples/word-count/count-words.js';
import { readOptions, UsageError } from '../../examples/word-count/options.js';
import { StatusLine } from '../../examples/word-count/status-line.js';
import { Tally } from '../../examples/word-count/tally.js';
import { wordsOf } from '../../examples/word-count/words-of.js';
import { now, perform, step } from '../perform.js';
import { makeEndlessFile, makeFiles, makeUnreadableFile, openFiles } from './files.js';
import { finish, PROGRAM_TIME, startExample } from './program.js';

/** Where /proc is. */
const onLinux = process.platform === 'linux';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'words-'));
});
// `rm` and not `rmSync`, which cannot remove a path that is too long for the system.
afterEach(() => void execFileSync('rm', ['-rf', cwd]));

const start = (...args: string[]) => startExample('word-count', cwd, ...args);

const silence: Status = { untilShown: Infinity, show() {}, report() {} };

describe('npm run words', { timeout: PROGRAM_TIME }, () => {
  it('prints the most frequent words of all texts', async () => {
    makeFiles(cwd, {
      'tree/one.md': 'The cat and the dog.',
      'tree/sub/two.txt': "the DOG's dog,\nand: a cat",
      'tree/sub/deep/three.TXT': 'the end',
      'tree/program.js': 'the the the',
    });
    symlinkSync('one.md', join(cwd, 'tree/link.md'));
    const { lines, messages, code } = await finish(start('--top', '4', 'tree'));
    expect(lines).toEqual(['      4 the', '      2 and', '      2 cat', '      2 dog']);
    expect(messages).toMatch(/^words: 13 words in 3 files, 7 different ones, in [\d.]+ s\n$/);
    expect(code).toBe(0);
  });

  it('counts each of many files once, however many workers', async () => {
    const texts = Array.from({ length: 300 }, (_, i) => [`tree/${i % 7}/${i}.txt`, `all n${i % 3} `.repeat(i % 5)]);
    makeFiles(cwd, Object.fromEntries(texts));
    for (const workers of ['1', '3', '50']) {
      const { lines, code } = await finish(start('--workers', workers, 'tree'));
      expect(lines).toEqual(['    600 all', '    200 n0', '    200 n1', '    200 n2']);
      expect(code).toBe(0);
    }
  });

  it('adds up the texts of several directories', async () => {
    makeFiles(cwd, { 'a/a.md': 'one', 'b/b.md': 'one two', 'c/c.md': 'three' });
    const { lines } = await finish(start('a', 'b'));
    expect(lines).toEqual(['      2 one', '      1 two']);
  });

  it('reports an unreadable file and counts all the others', async () => {
    makeFiles(cwd, { 'tree/before.md': 'before', 'tree/zoo/after.md': 'after' });
    const unreadable = makeUnreadableFile(cwd, 'tree');
    const { lines, messages, code } = await finish(start('tree'));
    expect(lines).toEqual(['      1 after', '      1 before']);
    expect(messages).toContain(`words: ${unreadable}: name too long\n`);
    expect(messages).toMatch(/words: 2 words in 2 files, .*, 1 unreadable\n$/);
    expect(code).toBe(1);
  });

  it('refuses a directory that does not exist', async () => {
    expect(await finish(start('nowhere'))).toEqual({
      lines: [],
      messages: 'words: no such directory: nowhere\n',
      code: 2,
    });
  });

  it('ends with 130 and what it has after Ctrl-C', async () => {
    // One worker reads the files above before those below: when it reports the unreadable one the first two are counted.
    makeFiles(cwd, { 'tree/one.md': 'one two', 'tree/two.md': 'two' });
    const unreadable = makeUnreadableFile(cwd, 'tree');
    makeEndlessFile(cwd, `${dirname(unreadable)}/e/endless.txt`);
    const program = start('--workers', '1', 'tree');
    const finished = finish(program);
    let seen = '';
    program.stderr!.on('data', (chunk) => (seen += chunk));
    await expect.poll(() => seen, { timeout: PROGRAM_TIME }).toContain('name too long\n');
    program.kill('SIGINT');
    const { lines, messages, code } = await finished;
    expect(lines).toEqual(['      2 two', '      1 one']);
    expect(messages.split('\n').slice(1).join('\n')).toMatch(
      /^words: interrupted: 3 words in 2 files, 2 different ones, in [\d.]+ s, 1 unreadable\n$/,
    );
    expect(code).toBe(130);
  });

  it('ends quietly when the reader of its output leaves', async () => {
    makeFiles(cwd, { 'tree/one.md': 'one two three' });
    const program = start('tree');
    program.stdout!.destroy();
    const [messages, [code]] = await Promise.all([text(program.stderr!), once(program, 'close')]);
    expect(messages).toMatch(/^words: 3 words in 1 file, .*\n$/);
    expect(code).toBe(0);
  });
});

describe('readOptions of words', () => {
  const options = (...args: string[]) => run(() => readOptions(args));

  it('takes directories and two numbers', async () => {
    expect(await options('--workers', '3', '--top', '5', cwd, tmpdir())).toEqual({
      roots: [cwd, tmpdir()],
      workers: 3,
      top: 5,
    });
  });

  it('refuses a file in place of a directory', async () => {
    makeFiles(cwd, { file: '' });
    await expect(options(join(cwd, 'file'))).rejects.toThrow(new UsageError(`not a directory: ${join(cwd, 'file')}`));
  });

  it.each(['workers', 'top'])('refuses a number of %s that is none', async (option) => {
    await expect(options(`--${option}`, '0')).rejects.toThrow(
      new UsageError(
        `--${option} must be from 1 to 9999, not 0\nusage: npm run words [-- [--top N] [--workers N] [DIR...]]`,
      ),
    );
  });
});

describe('wordsOf', () => {
  const words = async (content: string | Buffer, bufferBytes = 16) => {
    makeFiles(cwd, { text: content });
    return Object.fromEntries(await run(() => wordsOf(join(cwd, 'text'), Buffer.alloc(bufferBytes))));
  };

  it('joins words and letters that two pieces share', async () => {
    const sentence = 'Überall wächst größeres Grünzeug — naïve fjord’s ';
    for (const bytes of [1, 2, 3, 7, 64]) {
      expect(await words(sentence.repeat(3), bytes)).toEqual({
        überall: 3,
        wächst: 3,
        größeres: 3,
        grünzeug: 3,
        naïve: 3,
        'fjord’s': 3,
      });
    }
  });

  it('takes no numbers, and bytes that are no text for breaks', async () => {
    expect(await words(Buffer.from('a1 22 b\xff\xfec\0d', 'latin1'))).toEqual({ a1: 1, b: 1, c: 1, d: 1 });
    expect(await words('')).toEqual({});
  });

  it('does not keep a run without an end in mind', async () => {
    expect(Object.keys(await words('x'.repeat(50_000), 1000)).length).toBeGreaterThan(1);
  });
});

describe('countWords', () => {
  it.skipIf(!onLinux)('has closed all its files when its cancellation is over', { timeout: PROGRAM_TIME }, async () => {
    for (const name of ['1', '2', '3', '4']) makeEndlessFile(cwd, `tree/${name}.txt`);
    const abort = new AbortController();
    const result = run(() => countWords([join(cwd, 'tree')], 3, new Tally(), silence), { signal: abort.signal });
    await expect.poll(() => openFiles(cwd), { interval: 1, timeout: PROGRAM_TIME }).toHaveLength(3 + 1); // three files and their directory
    abort.abort();
    await expect(result).rejects.toThrow();
    expect(openFiles(cwd)).toEqual([]);
  });
});

describe('addUp', () => {
  const counted = (...words: string[]): Counted => ({ name: words.join(), words: new Map(words.map((w) => [w, 1])) });

  /** Wants to be shown every 10 ms. */
  function statusOf(tally: Tally): Status {
    let next = 10;
    return {
      get untilShown() {
        return next - now();
      },
      show() {
        step(now(), 'shown:', tally.files, 'files');
        next = now() + 10;
      },
      report: (message) => step(now(), message),
    };
  }

  it('shows the status at its times', () => {
    function* steadily(counts: Channel<Counted>): Suspend<void> {
      for (let i = 0; i < 7; i++) {
        yield* delay(3);
        yield* counts.send(counted('word'));
      }
      counts.close();
    }
    const steps = perform(function* ({ launch }) {
      const tally = new Tally();
      const counts = new Channel<Counted>();
      launch(() => steadily(counts));
      yield* addUp(counts, tally, statusOf(tally));
      step(now(), 'done:', tally.top(1));
    });
    expect(steps).toEqual(['10 shown: 3 files', '20 shown: 6 files', '21 done: [[word, 7]]', 'end']);
  });

  it('shows the status although there always is more', () => {
    const steps = perform(function* () {
      const tally = new Tally();
      const counts = new Channel<Counted>(5);
      for (let i = 0; i < 5; i++) yield* counts.send(counted('word'));
      counts.close();
      let shown = 0;
      yield* addUp(counts, tally, {
        get untilShown() {
          return tally.files >= shown + 2 ? 0 : 1000;
        },
        show() {
          shown = tally.files;
          step('shown:', shown, 'files');
        },
        report() {},
      });
      step(tally.files, 'files');
    });
    expect(steps).toEqual(['shown: 2 files', 'shown: 4 files', '5 files', 'end']);
  });

  it('shows the status while nothing comes', () => {
    const steps = perform(function* ({ launch }) {
      const tally = new Tally();
      const counts = new Channel<Counted>();
      const job = launch(() => addUp(counts, tally, statusOf(tally)));
      yield* delay(25);
      yield* job.cancelAndJoin();
    });
    expect(steps).toEqual(['10 shown: 0 files', '20 shown: 0 files', 'end']);
  });

  it('keeps what was counted when it is cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const tally = new Tally();
      const counts = new Channel<Counted>(8);
      const job = launch(() => addUp(counts, tally, silence));
      yield* delay(1);
      yield* counts.send(counted('handed', 'over'));
      for (const word of ['under', 'way']) yield* counts.send(counted(word));
      yield* job.cancelAndJoin();
      step(tally.top(9).map(([word]) => word));
    });
    expect(steps).toEqual(['[under, way]', 'end']);
  });

  it('reports what could not be read', () => {
    const steps = perform(function* () {
      const tally = new Tally();
      const counts = new Channel<Counted>(2);
      yield* counts.send({ name: 'a\nb', error: Object.assign(new Error('open'), { errno: -2 }) });
      counts.close();
      yield* addUp(counts, tally, statusOf(tally));
      step(tally.unreadable);
    });
    expect(steps).toEqual(['0 a\\nb: no such file or directory', '1', 'end']);
  });
});

describe('StatusLine', () => {
  const streamOf = (isTTY: boolean) =>
    Object.assign(new PassThrough(), { isTTY, columns: 40 }) as unknown as NodeJS.WriteStream;

  it('shows one line on a terminal, below all messages', () => {
    const terminal = streamOf(true);
    const tally = new Tally();
    const status = new StatusLine(terminal, tally);
    expect(status.untilShown).toBeLessThanOrEqual(100);
    tally.add(new Map([['word', 3]]));
    status.show();
    status.report('a message');
    status.show();
    status.clear();
    const line = '3 words in 1 file, 1 different ones, in'; // as much of it as there is room for
    expect(stripVTControlCharacters(String(terminal.read()))).toBe(`${line}words: a message\n${line}`);
  });

  it('shows nothing when the messages do not go to a terminal', () => {
    const pipe = streamOf(false);
    const status = new StatusLine(pipe, new Tally());
    expect(status.untilShown).toBe(Infinity);
    status.report('a message');
    expect(String(pipe.read())).toBe('words: a message\n');
  });
});
