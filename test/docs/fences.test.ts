import { describe, expect, it } from 'vitest';
import { type Page, pages } from './pages.js';

/** What a fence may say. All programs are `ts`; the others are no programs of ours. */
const ALLOWED = [/^ts$/, /^ts no-run: \S/, /^text$/, /^sh$/, /^mermaid$/, /^kotlin$/, /^js foreign: \S/];

/** Fences that say something else, and outputs that belong to no program. */
function strangeFences({ path, text }: Page): string[] {
  const found: string[] = [];
  let open: string | null = null;
  let closed = '';
  let closedAt = 0;
  text.split('\n').forEach((line, i) => {
    const info = /^```(.*)$/.exec(line)?.[1];
    if (info === undefined) return;
    if (open !== null) {
      closed = open;
      closedAt = i;
      open = null;
      return;
    }
    open = info;
    const isOutput = info !== 'text' || (closed === 'ts' && closedAt === i - 2);
    if (!isOutput || !ALLOWED.some((form) => form.test(info))) found.push(`${path}:${i + 1} ${info}`);
  });
  return found;
}

describe('the fenced blocks of the guide', () => {
  it('are programs, their outputs, drawings or another language', () => {
    const guide = pages().filter(({ path }) => path.startsWith('docs/guide/'));
    expect(guide.flatMap(strangeFences)).toEqual([]);
  });

  it('are told when an output belongs to no program', () => {
    const page = { path: 'a.md', text: '```ts\nf();\n```\n\n```text\n1\n```\n\n```text\n2\n```\n```js\n```' };
    expect(strangeFences(page)).toEqual(['a.md:9 text', 'a.md:12 js']);
  });
});
