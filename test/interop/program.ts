import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'suspendable-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The library in one file, made from its sources: a program that imports it starts at once. */
export const library = pathToFileURL(join(folder, 'suspendable.mjs')).href;
buildSync({
  entryPoints: [join(project, 'src/index.ts')],
  outfile: fileURLToPath(library),
  bundle: true,
  format: 'esm',
  platform: 'neutral',
});

/** How long a program may take on a busy machine. */
export const PROGRAM_TIME = 150_000;

/** What a program leaves behind. */
export interface Ended {
  /** The lines of its standard output. */
  lines: string[];
  messages: string;
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A program in a process of its own. Its source is a module in which `suspendable` is the library. */
export class Program {
  private readonly process: ChildProcess;
  private output = '';
  private messages = '';

  constructor(source: string) {
    const module = `import * as suspendable from ${JSON.stringify(library)};\n${source}`;
    this.process = spawn(process.execPath, ['--input-type=module', '--eval', module], {
      cwd: project,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout!.setEncoding('utf8').on('data', (chunk) => (this.output += chunk));
    this.process.stderr!.setEncoding('utf8').on('data', (chunk) => (this.messages += chunk));
  }

  /** Waits until the program has printed `line`. */
  async printed(line: string): Promise<void> {
    while (!this.output.includes(`${line}\n`)) {
      await Promise.race([once(this.process.stdout!, 'data'), once(this.process, 'close')]);
      if (this.process.exitCode !== null) return;
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  async end(): Promise<Ended> {
    const [code, signal] = await once(this.process, 'close');
    return { lines: this.output.split('\n').slice(0, -1), messages: this.messages, code, signal };
  }
}

/** Runs a program to its end. */
export function execute(source: string): Promise<Ended> {
  return new Program(source).end();
}
