import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './pages.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const dumps = readdirSync(join(root, 'api')).map((file) => read(`api/${file}`));

/** The functions, classes and constants of the package. */
const exported = dumps.flatMap((dump) =>
  [...dump.matchAll(/^export (?:abstract )?(?:function|class|const) (\w+)/gm)].map(([, name]) => name!),
);
/** The methods of flows. */
const methods = dumps.flatMap((dump) =>
  [...(/^export class Flow<[\s\S]*?^}/m.exec(dump)?.[0] ?? '').matchAll(/^ {4}(\w+)[<(]/gm)].map(([, name]) => name!),
);

describe('the table of names in docs/guide/from-kotlin.md', () => {
  it('has every function, class and constant, and every method of Flow', () => {
    const table = new Set(read('docs/guide/from-kotlin.md').match(/\w+/g));
    expect(exported.length).toBeGreaterThan(90);
    expect(methods.length).toBeGreaterThan(60);
    expect([...exported, ...methods].filter((name) => !table.has(name))).toEqual([]);
  });
});
