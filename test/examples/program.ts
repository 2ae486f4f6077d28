// Runs an example as a program, from its sources.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How long a program may take on a machine that does other things as well. */
export const PROGRAM_TIME = 150_000;

/** What a run of a program leaves behind. */
export interface Result {
  lines: string[];
  messages: string;
  code: number | null;
}

const project = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Starts `examples/<name>.ts` in the directory `cwd`. */
export function startExample(name: string, cwd: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', import.meta.resolve('tsx'), project(`examples/${name}.ts`), ...args], {
    cwd,
    env: { ...process.env, TSX_TSCONFIG_PATH: project('tsconfig.test.json') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function finish(program: ChildProcess): Promise<Result> {
  let output = '';
  let messages = '';
  program.stdout!.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  program.stderr!.setEncoding('utf8').on('data', (chunk) => (messages += chunk));
  const [code] = await once(program, 'close');
  return { lines: output.split('\n').slice(0, -1), messages, code };
}
