import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Page, pages, prose, root } from './pages.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const words = (text: string) => text.match(/[A-Za-z_$][\w$]*/g) ?? [];

/** All names in the dumps of the public API. */
const api = new Set(readdirSync(join(root, 'api')).flatMap((file) => words(read(`api/${file}`))));

/** Names of the language and its hosts. */
const HOST = words(`
  AbortController AbortSignal AggregateError Error Iterable Iterator Promise ReadableStream Symbol TypeError
  Infinity NaN Date onerror uncaughtException Object is all allSettled any race reject resolve then finally catch
  addEventListener asyncDispose asyncIterator dispose hasInstance fetch performance process queueMicrotask
  setImmediate setInterval setTimeout clearTimeout navigator hardwareConcurrency stdout exit now next value done
  null undefined true false void unknown never string number boolean object function
  async await break case class const continue do else export extends for if import in instanceof interface let new
  of return static switch this throw try type using while yield
  Atomics wait SharedArrayBuffer postMessage terminate Worker URL meta url
  tsconfig json lib target ES2022 ESNext Disposable skipLibCheck structuredClone it describe test vitest node deno bun npm tsc mermaid kotlin
`);

/** Names of Kotlin and other libraries that the text explains. */
const ELSEWHERE = words(`
  suspend runCatching isActive Thread sleep ExecutorService ListenableFuture BlockingQueue
  Observable Subject BehaviorSubject TestScheduler Effect Stream PubSub Queue TestClock forkChild runSync each load
  pipe getState actionChannel broadcast JobCancellationException
`);

/** The members and variables of the programs on a page. */
function declared(page: Page): string[] {
  return [...page.text.matchAll(/^```(?:ts|js|kotlin)\b.*\n([\s\S]*?)^```$/gm)].flatMap(([, code]) => words(code!));
}

/**
 * The names in a piece of inline code that should be names of the API: `delay(1000)`, `Dispatchers.Main`, `job.cancel()`,
 * `.map(f)`. The first part of a chain is left out when it is in lower case, for it is a variable; so is what does not look like
 * a name or a call, a letter for instance.
 */
function namesIn(code: string): string[] {
  const form = /^(?:new |yield\* |await |@)?(\.?[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)(?:<[^()]*>)?(?:\(.*\))?$/.exec(
    code,
  );
  if (form === null) return [];
  const [first, ...members] = form[1]!.split('.') as [string, ...string[]];
  const names = members.length > 0 && !/^[A-Z]/.test(first) ? members : [first, ...members];
  return names.filter((name) => name.length > 3 || (name.length > 1 && code.includes('(')));
}

/** The pages about the library's inside, which also name what is in its sources. */
const INSIDE = /^(ARCHITECTURE|CONTRIBUTING|docs\/contributing|docs\/decisions|bench\/)/;
const sources = new Set(
  ['src', 'scripts', 'test', 'bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|mjs|kt)$/.test(path) && !path.includes('node_modules'))
      .flatMap((path) => [...words(read(join(folder, path))), ...path.split(/[\\/.]/)]),
  ),
);

function unknownNames(page: Page): string[] {
  const known = new Set([...HOST, ...ELSEWHERE, ...declared(page)]);
  // The first column of a table in these is the other library's.
  const isForeign = /^docs\/guide\/from-/.test(page.path);
  return prose(page).flatMap(({ number, text }) => {
    const own = isForeign ? text.replace(/^\| (?:[^|\\]|\\.)*\|/, '|') : text;
    return [...own.matchAll(/(?<!`)`([^`]+)`(?!`)/g)]
      .flatMap(([, code]) => namesIn(code!.replaceAll('\\|', '|')))
      .filter((name) => !api.has(name) && !known.has(name) && !(INSIDE.test(page.path) && sources.has(name)))
      .map((name) => `${page.path}:${number} ${name}`);
  });
}

describe('the names in the documentation', () => {
  it('exist in the public API, or are known from elsewhere', () => {
    const checked = pages().filter(({ path }) => /^(docs\/|bench\/|(README|ARCHITECTURE|CONTRIBUTING)\.md)/.test(path));
    expect(checked.flatMap(({ text }) => text.match(/`[^`]+`/g) ?? []).length).toBeGreaterThan(300);
    expect(checked.flatMap(unknownNames)).toEqual([]);
  });

  it('are found misspelled when they are', () => {
    const text =
      'Call `withTimeoot(10)` or `Dispatchers.Mian`, `job.cancl()`, not `delay(1)`, `x = 1` or `job.cancel()`.';
    expect(unknownNames({ path: 'docs/guide/x.md', text })).toEqual([
      'docs/guide/x.md:1 withTimeoot',
      'docs/guide/x.md:1 Mian',
      'docs/guide/x.md:1 cancl',
    ]);
  });
});
