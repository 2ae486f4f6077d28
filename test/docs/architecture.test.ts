import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('ARCHITECTURE.md', root), 'utf8');

/** The files of each floor in the table, as `floor/file.ts`, and the folders, as `floor/folder/`. */
function filesInTable(): string[] {
  const rows = [...text.matchAll(/^\| \d+ \| `(\w+)` \|[^|]*\|(.*)\|$/gm)];
  return rows.flatMap(([, floor, files]) =>
    [...files!.matchAll(/`([\w-]+(?:\.ts|\/))`/g)].map(([, file]) => `${floor}/${file}`),
  );
}

function filesOfFloors(): string[] {
  return readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\/.*\.ts$/.test(path));
}

describe('ARCHITECTURE.md', () => {
  it('has every file of src/ in the table of floors, once', () => {
    const table = filesInTable();
    const folders = table.filter((path) => path.endsWith('/'));
    const files = filesOfFloors().filter((file) => !folders.some((folder) => file.startsWith(folder)));
    expect(table.filter((path) => !folders.includes(path)).sort()).toEqual(files.sort());
  });

  it('names only files that exist', () => {
    const named = [...text.matchAll(/`(?:src\/)?(\w+\/[\w-]+\.ts)`/g)].map(([, path]) => path!);
    const existing = ['src/index.ts', ...filesOfFloors()];
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existing.includes(path))).toEqual([]);
  });
});
