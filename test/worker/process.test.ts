import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const source = new URL('../../src/index.ts', import.meta.url).href;
const tasks = new URL('./tasks.ts', import.meta.url).href;

/** What a program of its own prints. */
function program(code: string): string {
  const script = `import { ${NAMES} } from ${JSON.stringify(source)};
    const tasks = workerModule(${JSON.stringify(tasks)});
    ${code}`;
  return execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
    timeout: 60_000,
  });
}

const NAMES = 'delay, GlobalScope, newSingleThreadContext, run, runBlocking, withContext, workerModule';

describe('the process of a program', () => {
  test('ends by itself although threads are idle', () => {
    expect(program('console.log(await run(() => tasks.add(1, 2)));')).toBe('3\n');
  });

  test('stays alive for a call', () => {
    expect(program("run(() => tasks.later('late', 50)).then(console.log);")).toBe('late\n');
  });

  test('may block before its first turn of the event loop', () => {
    expect(program('console.log(runBlocking(() => tasks.add(2, 3)));')).toBe('5\n');
  });

  test('may block in a first call on threads of its own', () => {
    expect(
      program(`const pool = newSingleThreadContext('own');
        console.log(runBlocking(() => withContext(pool, () => tasks.add(3, 4))));`),
    ).toBe('7\n');
  });

  test('that makes no call starts no thread', () => {
    const watch = `const { getBuiltinModule } = process;
      process.getBuiltinModule = (name) => { console.log(name); return getBuiltinModule(name); };`;
    expect(program(`${watch} console.log(await run(() => delay(1)));`)).toBe('undefined\n');
    expect(program(`${watch} await run(() => tasks.add(1, 2));`)).toContain('node:worker_threads');
  });

  test('with a failure in a call fails like any other', () => {
    const script = `import { run, workerModule } from ${JSON.stringify(source)};
      await run(() => workerModule(${JSON.stringify(tasks)}).fail('built-in'));`;
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', script],
      { encoding: 'utf8', timeout: 60_000 },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('RangeError: out of range');
  });
});
