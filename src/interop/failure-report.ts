import { getSuppressed } from '../internal/suppressed.js';
import { textOf } from '../internal/text-of.js';

/** An error as text, with its stack, its causes and all failures it stands for, each once. */
export function failureReport(error: unknown): string {
  const lines: string[] = [];
  const seen = new Set<unknown>();
  const write = (e: unknown, lead: string, indent: string): void => {
    if (seen.has(e)) {
      lines.push(`${indent}${lead}${textOf(e)} (see above)`);
      return;
    }
    seen.add(e);
    const text = e instanceof Error ? (e.stack ?? textOf(e)) : textOf(e);
    lines.push(...(lead + text).split('\n').map((line) => indent + line));
    if (e instanceof Error && e.cause !== undefined) write(e.cause, 'Caused by: ', indent);
    for (const other of getSuppressed(e)) write(other, 'Suppressed: ', `${indent}    `);
  };
  write(error, '', '');
  return lines.join('\n');
}
