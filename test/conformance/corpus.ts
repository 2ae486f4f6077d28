/*
 * The programs with what real Kotlin traced.
 */
import { readFileSync } from 'node:fs';

export interface Program {
  readonly id: string;
  /** The statements of the main coroutine. */
  readonly main: readonly unknown[];
  /** What real Kotlin traced. */
  readonly trace: readonly string[];
}

/** The programs of a category: one a line of its file. */
export function programsOf(category: string): Program[] {
  const text = readFileSync(new URL(`corpus/${category}.jsonl`, import.meta.url), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Program);
}

/** Both traces as one text: lines they share, then `-` what real Kotlin did and `+` what the library did. */
export function compare(kotlin: readonly string[], library: readonly string[]): string {
  let start = 0;
  while (start < kotlin.length && kotlin[start] === library[start]) start++;
  let end = 0;
  const most = Math.min(kotlin.length, library.length) - start;
  while (end < most && kotlin[kotlin.length - 1 - end] === library[library.length - 1 - end]) end++;
  return [
    ...kotlin.slice(0, start).map((line) => `  ${line}`),
    ...kotlin.slice(start, kotlin.length - end).map((line) => `- ${line}`),
    ...library.slice(start, library.length - end).map((line) => `+ ${line}`),
    ...kotlin.slice(kotlin.length - end).map((line) => `  ${line}`),
  ].join('\n');
}
