import { readFile, writeFile } from 'node:fs/promises';

const file = new URL('../README.md', import.meta.url);
const [begin, end] = ['<!-- figures: written by `npm run bench` -->', '<!-- end of the figures -->'];

/** Puts the figures of this run in the place of the last ones. */
export async function writeReadme(figures) {
  const text = await readFile(file, 'utf8');
  const start = text.indexOf(begin);
  const stop = text.indexOf(end);
  if (start < 0 || stop < start) throw new Error(`bench/README.md has lost its lines "${begin}" and "${end}"`);
  await writeFile(file, `${text.slice(0, start)}${begin}\n\n${figures}\n\n${text.slice(stop)}`);
}
