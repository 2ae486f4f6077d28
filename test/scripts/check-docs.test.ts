import { describe, expect, test } from 'vitest';
import { checkDocs } from '../../scripts/check-docs.mjs';
import { fixtureTree } from './fixture-tree.js';

const example = '@example\n * ```ts\n * run();\n * ```\n';
const PACKAGE = JSON.stringify({ exports: { '.': { types: './dist/index.d.ts' } } });

/** The problems of a package whose entry exports all of `a.d.ts` by these names. */
function problemsOf(names: string, declarations: string, readme = ''): string[] {
  const index = `export { ${names} } from './a.js';\n`;
  const files = { 'package.json': PACKAGE, 'README.md': readme, 'dist/index.d.ts': index, 'dist/a.d.ts': declarations };
  return checkDocs(fixtureTree(files)).problems;
}

describe('check-docs', () => {
  test('a function with comment and example is let through', () => {
    expect(problemsOf('f', `/** Does.\n * ${example} */\nexport declare function f(): void;`)).toEqual([]);
  });

  test('a name without any comment is reported', () => {
    expect(problemsOf('f', 'export declare function f(): void;')).toEqual(['f: has no comment']);
  });

  test('a function without an example is reported despite a link', () => {
    const declarations = `/** Does. ${example} */\nexport declare function f(): void;\n/** {@link f} */\nexport declare function g(): void;`;
    expect(problemsOf('f, g', declarations)).toEqual(['g: has no @example']);
  });

  test('a type may link to a name with an example', () => {
    const declarations = `/** Does. ${example} */\nexport declare function f(): void;\n/** {@link f} */\nexport type T = 1;\n/** U */\nexport type U = 1;`;
    expect(problemsOf('f, T, U', declarations)).toEqual(['U: has no @example, nor a {@link} to a name that has one']);
  });

  test('a suspend function must tell of suspension and cancellation', () => {
    const declarations = `/** Waits. ${example} */\nexport declare function f(): Suspend<void>;`;
    expect(problemsOf('f', declarations)).toEqual([
      'f: suspends, but its comment says neither **Suspends** nor **Cancellation**',
    ]);
  });

  test('a member needs a comment and a program that uses it', () => {
    const declarations = `/** A class. ${example} */\nexport declare class A {\n  size: number;\n  grow(): void;\n  private secret(): void;\n}`;
    expect(problemsOf('A', declarations)).toEqual([
      'A.size: has no comment',
      'A.grow: has no comment',
      'A.grow: is used in no program of the documentation',
    ]);
    expect(problemsOf('A', declarations, '```ts\na.grow();\n```\n')).toEqual([
      'A.size: has no comment',
      'A.grow: has no comment',
    ]);
  });

  test('an overriding member has the comment of the base', () => {
    const declarations = `interface Base {\n  /** Its size. */\n  size: number;\n}\n/** A class. ${example} */\nexport declare class A implements Base {\n  size: number;\n}`;
    expect(problemsOf('A', declarations)).toEqual([]);
  });
});
