import { readdir } from 'node:fs/promises';

const root = new URL('../rows/', import.meta.url);

/**
 * The cases of the rows whose title contains `filter`, in the order of the table.
 *
 * A row is a folder of `rows/`: `row.mjs` says what is done (see any of them), the other files do it, one file a side:
 * `effect.mjs`, `<RowName>.kt`, and `suspendable.mjs` besides other ways of ours to write the same (`suspendable-*.mjs`).
 */
export async function findCases(filter) {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const rows = await Promise.all(folders.map((folder) => readRow(folder.name)));
  return rows
    .sort((a, b) => a.place - b.place)
    .flatMap((row) => row.cases.map((one) => ({ ...one, row })))
    .filter((one) => one.title.toLowerCase().includes(filter));
}

async function readRow(name) {
  const folder = new URL(`${name}/`, root);
  const { default: row } = await import(new URL('row.mjs', folder));
  return { ...row, name, folder, files: await readdir(folder) };
}

/** The files of this row that `side` runs: none where it cannot do the job, several where we have several ways. */
export function workloadsOf(row, side) {
  if (side === 'kotlin') return row.files.filter((file) => file.endsWith('.kt'));
  return row.files.filter((file) => file === `${side}.mjs` || file.startsWith(`${side}-`)).sort();
}
