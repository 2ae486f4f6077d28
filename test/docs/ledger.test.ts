// test/conformance.md says which of our files covers what: the files are there.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const rows = readFileSync(at('conformance.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('.ts'));

describe('the ledger of conformance', () => {
  test('names files that exist', () => {
    const named = rows.flatMap((row) => row.match(/[\w-]+(?:\/[\w.-]+)+\.ts\b/g) ?? []);
    expect(named.length).toBeGreaterThan(rows.length - 1);
    expect(named.filter((path) => !existsSync(at(path)))).toEqual([]);
  });

  test('has one row for each class and each rule', () => {
    const names = rows.flatMap((row) => row.split(' | ')[0]!.slice(2).split(', '));
    expect(names.filter((name, i) => names.indexOf(name) !== i && name.endsWith('Test'))).toEqual([]);
  });
});
