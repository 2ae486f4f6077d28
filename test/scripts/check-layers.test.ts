import { describe, expect, test } from 'vitest';
import { checkLayers } from '../../scripts/check-layers.mjs';
import { fixtureTree } from './fixture-tree.js';

const check = (files: Record<string, string>) => checkLayers(fixtureTree(files));

const floors =
  'internal, context, job, suspend, dispatch, select, coroutine, interop, sync, channel, flow, worker, test, debug';

describe('check-layers', () => {
  test('a file imports its own floor and lower ones', () => {
    const problems = check({
      'internal/check.ts': '',
      'job/states.ts': `import { check } from '../internal/check.js';`,
      'job/machine.ts': `import './states.js';`,
    });
    expect(problems).toEqual([]);
  });

  test.each([
    ['import', `import { launch } from '../coroutine/launch.js';`],
    ['import type', `import type { Launch } from '../coroutine/launch.js';`],
    ['export from', `export { launch } from '../coroutine/launch.js';`],
    ['export type from', `export type { Launch } from '../coroutine/launch.js';`],
    ['export star', `export * from '../coroutine/launch.js';`],
    ['dynamic import', `const launch = import('../coroutine/launch.js');`],
    ['import in a type', `let launch: import('../coroutine/launch.js').Launch;`],
    ['typeof import', `let launch: typeof import('../coroutine/launch.js');`],
  ])('an import of a higher floor is refused: %s', (_, text) => {
    expect(check({ 'coroutine/launch.ts': '', 'job/machine.ts': `// first line\n${text}` })).toEqual([
      `src/job/machine.ts:2: imports src/coroutine/launch.ts, but coroutine is above job (floors, lowest first: ${floors})`,
    ]);
  });

  test('an import that stands in a comment or string is none', () => {
    const text = `/** import '../flow/flow.js' */ const code = "import '../flow/flow.js'";`;
    expect(check({ 'flow/flow.ts': '', 'job/machine.ts': text })).toEqual([]);
  });

  test('the root entry imports every floor but the tools', () => {
    const problems = check({
      'index.ts': `export * from './worker/pool.js';\nexport * from './test/index.js';\nexport * from './debug/index.js';`,
      'worker/pool.ts': '',
      'test/index.ts': '',
      'debug/index.ts': '',
    });
    expect(problems).toEqual([
      'src/index.ts:2: imports src/test/index.ts; src/test/ has an entry of its own',
      'src/index.ts:3: imports src/debug/index.ts; src/debug/ has an entry of its own',
    ]);
  });

  test('nothing imports the root entry', () => {
    expect(check({ 'index.ts': '', 'test/index.ts': `import '../index.js';` })).toEqual([
      'src/test/index.ts:1: imports src/index.ts; import the file that owns the name',
    ]);
  });

  test('a contract imports contracts and internal only', () => {
    const problems = check({
      'internal/check.ts': '',
      'context/context.ts': '',
      'job/states.ts': '',
      'job/job.ts': `import '../internal/check.js';\nimport '../context/context.js';\nimport type {} from './states.js';`,
    });
    expect(problems).toEqual([
      'src/job/job.ts:3: is a contract and imports src/job/states.ts, which is none; contracts import contracts and internal/',
    ]);
  });

  test('a cycle is printed file by file', () => {
    const problems = check({
      'job/a.ts': `import type {} from './b.js';`,
      'job/b.ts': `import type {} from './c.js';`,
      'job/c.ts': `import type {} from './b.js';`,
    });
    expect(problems).toEqual(['import cycle: src/job/b.ts -> src/job/c.ts -> src/job/b.ts']);
  });

  test('a file that imports itself is a cycle', () => {
    expect(check({ 'job/a.ts': `import type {} from './a.js';` })).toEqual([
      'import cycle: src/job/a.ts -> src/job/a.ts',
    ]);
  });

  test('the host and dependencies are not imported', () => {
    expect(check({ 'dispatch/timers.ts': `import 'node:timers';\nimport 'left-pad';` })).toEqual([
      `src/dispatch/timers.ts:1: imports 'node:timers'; reach the host through a global or process.getBuiltinModule(), which browsers can do without`,
      `src/dispatch/timers.ts:2: imports 'left-pad'; the library has no dependency, and its own files are imported by relative path`,
    ]);
  });

  test('an import names an existing file in full', () => {
    expect(check({ 'job/a.ts': `import './b.js';\nimport './b';\nimport '../../test/b.js';`, 'job/b.ts': '' })).toEqual(
      [
        `src/job/a.ts:2: imports './b'; write the full name, ending in .js`,
        `src/job/a.ts:3: imports '../../test/b.js', which is outside src/`,
      ],
    );
    expect(check({ 'job/a.ts': `import './b.js';` })).toEqual([
      `src/job/a.ts:1: imports './b.js', but there is no src/job/b.ts`,
    ]);
  });

  test('a file beside the floors is refused', () => {
    expect(check({ 'utils.ts': '', 'helpers/a.ts': '' })).toEqual([
      `src/helpers/a.ts: stands on no floor; the floors are ${floors}`,
      `src/utils.ts: stands on no floor; the floors are ${floors}`,
    ]);
  });
});
