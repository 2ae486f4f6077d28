/*
 * Finds the programs in the documentation: each ```ts block of the README, of ARCHITECTURE.md, of docs/ and of the
 * comments in src/. What a block says about its output is described in docs/contributing.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CodeBlock {
  /** Where it stands: `README.md:12`. */
  readonly place: string;
  readonly code: string;
  /** The file that it is, by its first line `// tasks.ts`, for other programs to import; null for most. */
  readonly file?: string;
  /** Why it is not run, as its fence says: ```` ```ts no-run: it waits for a key ````. */
  readonly notRun?: string;
  /** The ```text block right after it: all that it prints. */
  readonly output: string | null;
}

function filesUnder(root: string, folder: string, extension: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension) && !/(^|[\\/])node_modules[\\/]/.test(path))
    .map((path) => join(folder, path).replaceAll('\\', '/'))
    .sort();
}

function reason(words: string | undefined, place: string): Pick<CodeBlock, 'notRun'> {
  if (words === undefined) return {};
  const notRun = /^no-run: (\S.*)$/.exec(words)?.[1];
  if (notRun === undefined) throw new Error(`${place}: expected \`\`\`ts or \`\`\`ts no-run: <reason>, found ${words}`);
  return { notRun };
}

/** The blocks of a text whose lines start with `margin`. */
function blocksIn(file: string, text: string, margin: RegExp): CodeBlock[] {
  const lines = text.split('\n').map((line) => line.replace(margin, ''));
  const endOf = (start: number) => lines.findIndex((line, i) => i >= start && line.trim() === '```');
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = /^```ts(?: (.*))?$/.exec(lines[at]!.trim());
    if (fence === null) continue;
    const start = at + 1;
    const notRun = reason(fence[1], `${file}:${start}`);
    at = endOf(start);
    const isFollowed = lines[at + 1] === '' && lines[at + 2] === '```text';
    const output = isFollowed ? lines.slice(at + 3, endOf(at + 3)).join('\n') : null;
    const named = /^\/\/ ([\w-]+\.ts)$/.exec(lines[start]!)?.[1];
    blocks.push({
      place: `${file}:${start + 1}`,
      code: lines.slice(start, at).join('\n'),
      output,
      ...notRun,
      ...(named === undefined ? {} : { file: named }),
    });
  }
  return blocks;
}

export function codeBlocks(root: string): CodeBlock[] {
  const pages = [
    'README.md',
    'ARCHITECTURE.md',
    ...filesUnder(root, 'docs', '.md').filter((f) => !f.startsWith('docs/api/')),
  ];
  const sources = filesUnder(root, 'src', '.ts');
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  return [
    ...pages.flatMap((file) => blocksIn(file, read(file), /^/)),
    ...sources.flatMap((file) => blocksIn(file, read(file), /^\s*\* ?/)),
  ];
}

/** What the block says it prints, where that is not what was printed. */
export function mismatches({ code, output }: CodeBlock, printed: readonly string[]): string[] {
  const problems: string[] = [];
  if (output !== null && output !== printed.join('\n')) problems.push(output);
  for (const line of code.split('\n')) {
    const all = /^\/\/ prints: (.*)$/.exec(line)?.[1];
    if (all !== undefined && printed.join(', ') !== all) problems.push(`prints: ${all}`);
    const one = /\bconsole\.log\(.*\S\s*\/\/ (.*)$/.exec(line)?.[1];
    if (one !== undefined && !isPrinted(one, printed)) problems.push(one);
  }
  return problems;
}

/** Whether the text is a printed line, or several that follow each other, with commas between them. */
function isPrinted(text: string, printed: readonly string[]): boolean {
  return printed.some((_, i) => printed.some((_, j) => j >= i && printed.slice(i, j + 1).join(', ') === text));
}
