/*
 * The pages of documentation, as the checks of links, names and fences read them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Page {
  /** Relative to the root: `docs/guide/index.md`. */
  readonly path: string;
  readonly text: string;
}

/** Folders whose pages are not ours or not written by hand. */
const LEFT_OUT = /(^|\/)(node_modules|dist|coverage|api|\.git)(\/|$)/;

export function pages(): Page[] {
  const folders = ['.', 'docs', 'bench', 'examples', 'test', 'scripts'];
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
      .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
      .filter((path) => path.endsWith('.md') && !LEFT_OUT.test(dirname(path))),
  );
  return paths.sort().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines of a page that are not in a fenced block. */
export function prose(page: Page): Line[] {
  let fence: string | null = null;
  const lines: Line[] = [];
  page.text.split('\n').forEach((text, i) => {
    const mark = /^\s*(```+)/.exec(text)?.[1];
    if (mark !== undefined && (fence === null || mark === fence)) fence = fence === null ? mark : null;
    else if (fence === null) lines.push({ number: i + 1, text });
  });
  return lines;
}
