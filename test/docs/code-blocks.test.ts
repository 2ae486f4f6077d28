import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CodeBlock, codeBlocks, mismatches } from './code-blocks.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const blocks = codeBlocks(root);
const toRun = blocks.filter((block) => block.notRun === undefined);
const folder = mkdtempSync(join(tmpdir(), 'code-blocks-'));
const clock = new URL('steady-clock.mjs', import.meta.url).href;
const source = (block: CodeBlock) => block.file ?? `${block.place.replace(/[^\w.-]/g, '_')}.mts`;
const built = (block: CodeBlock) => source(block).replace(/\.m?ts$/, '');
const program = (block: CodeBlock) => join(folder, 'out', `${built(block)}.js`);

const entries = {
  suspendable: join(root, 'src/index.ts'),
  'suspendable/test': join(root, 'src/test/index.ts'),
  'suspendable/debug': join(root, 'src/debug/index.ts'),
};
const tsconfig = {
  extends: join(root, 'tsconfig.json'),
  compilerOptions: {
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    paths: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, [path]])),
  },
  include: ['*.mts', '*.ts'],
};

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function node(...args: string[]): Promise<Ended> {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, args, { timeout: 120_000 })) };
  } catch (error) {
    return error as Ended;
  }
}

beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  for (const block of blocks) writeFileSync(join(folder, source(block)), block.code);
  await build({
    entryPoints: [
      ...blocks.map((block) => ({ in: join(folder, source(block)), out: built(block) })),
      // The script of the library's threads, which each program may start.
      { in: fileURLToPath(new URL('../../src/worker/entry.ts', import.meta.url)), out: 'suspendable/dist/entry' },
    ],
    outdir: join(folder, 'out'),
    alias: entries,
    bundle: true,
    splitting: true,
    // As in an installed package, the library is in a folder of its own: stack traces tell it from the programs by that.
    chunkNames: 'suspendable/dist/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
  console.log(
    `${blocks.length} programs in the documentation: ${toRun.length} run, ${blocks.length - toRun.length} not`,
  );
});

describe('the programs in the documentation', () => {
  it('pass the type check, all of them', async () => {
    const { stdout } = await node(join(root, 'node_modules/typescript/bin/tsc'), '-p', folder, '--pretty', 'false');
    expect(stdout.replaceAll(/^.*code-blocks-[^/]*\//gm, '')).toBe('');
  });

  it.concurrent.each(toRun)('$place runs and prints what it says', async (block) => {
    const { code, stdout, stderr } = await node('--import', clock, program(block));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const printed = stdout.trimEnd().split('\n');
    expect(mismatches(block, printed), `said, but not printed; printed was ${JSON.stringify(printed)}`).toEqual([]);
  });

  it('are files of different names where others import them', () => {
    const files = blocks.flatMap(({ file }) => file ?? []);
    expect(files).toEqual([...new Set(files)]);
  });

  it('say nothing about their output when they are not run', () => {
    for (const block of blocks) if (block.notRun !== undefined) expect(mismatches(block, []), block.place).toEqual([]);
  });

  it('are told from the output when it is not theirs', () => {
    const block = (code: string): CodeBlock => ({ place: 'here', code, output: null });
    expect(mismatches(block('console.log(i); // 1, 2'), ['0', '1', '2'])).toEqual([]);
    expect(mismatches(block('console.log(i); // 1, 3'), ['1', '2', '3'])).toEqual(['1, 3']);
    expect(mismatches(block('f();\n// prints: a, b'), ['a', 'b'])).toEqual([]);
    expect(mismatches(block('f();\n// prints: a'), ['a', 'b'])).toEqual(['prints: a']);
    expect(mismatches({ ...block('f();'), output: 'a\nb' }, ['a', 'b'])).toEqual([]);
    expect(mismatches({ ...block('f();'), output: 'a' }, ['a', 'b'])).toEqual(['a']);
  });
});
