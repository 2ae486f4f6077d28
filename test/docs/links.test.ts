import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Page, pages, prose, root } from './pages.js';

/** The anchors of a page's headings, as GitHub makes them: `## One event loop` is `#one-event-loop`, a second one `-1`. */
function anchors(page: Page): Set<string> {
  const seen = new Map<string, number>();
  const found = new Set<string>();
  for (const { text } of prose(page)) {
    const heading = /^#{1,6} (.*?)\s*#*$/.exec(text)?.[1];
    if (heading === undefined) continue;
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    found.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return found;
}

/** The targets of `[text](target)` outside of code, with where they stand. */
function links(page: Page): { place: string; target: string }[] {
  return prose(page).flatMap(({ number, text }) =>
    [...text.replaceAll(/`[^`]*`/g, '``').matchAll(/\]\(([^()\s]+)\)/g)].map(([, target]) => ({
      place: `${page.path}:${number}`,
      target: target!,
    })),
  );
}

function broken(page: Page, all: readonly Page[]): string[] {
  return links(page)
    .filter(({ target }) => {
      if (/^https:\/\/[\w.-]+\.\w+(\/|$)/.test(target)) return false;
      const [file, anchor] = target.split('#') as [string, string?];
      const path = file === '' ? page.path : posix.join(posix.dirname(page.path), file);
      if (!existsSync(join(root, path))) return true;
      if (anchor === undefined) return false;
      const there = path === page.path ? page : all.find((other) => other.path === path);
      return there === undefined || !anchors(there).has(anchor);
    })
    .map(({ place, target }) => `${place} ${target}`);
}

describe('the links in the documentation', () => {
  const all = pages();

  it('lead to files and headings that exist', () => {
    expect(all.flatMap(links).length).toBeGreaterThan(10);
    expect(all.flatMap((page) => broken(page, all))).toEqual([]);
  });

  it('are found broken when they are', () => {
    const page = {
      path: 'docs/decisions.md',
      text: '# A `b` c\n[x](../README.md) [x](nowhere.md)\n[x](#a-b-c) [x](#d) [x](http:y)',
    };
    expect(broken(page, [page])).toEqual([
      'docs/decisions.md:2 nowhere.md',
      'docs/decisions.md:3 #d',
      'docs/decisions.md:3 http:y',
    ]);
  });

  it('name every page of the guide in its index', () => {
    const index = all.find((page) => page.path === 'docs/guide/index.md')!;
    const named = links(index).map(({ target }) => `docs/guide/${target}`);
    const chapters = all
      .map(({ path }) => path)
      .filter((path) => path.startsWith('docs/guide/') && path !== index.path);
    expect(chapters.filter((path) => !named.includes(path))).toEqual([]);
  });
});
