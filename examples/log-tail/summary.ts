// What is counted.

const LEVELS = ['error', 'warn', 'info', 'debug', 'other'] as const;
type Level = (typeof LEVELS)[number];

/** How many lines there are of each level. */
export type Summary = Readonly<Record<Level, number>>;

export const EMPTY: Summary = { error: 0, warn: 0, info: 0, debug: 0, other: 0 };

/** The summary with one line more. */
export function add(summary: Summary, line: string): Summary {
  const level = (/\b(?:ERROR|WARN|INFO|DEBUG)\b/i.exec(line)?.[0].toLowerCase() ?? 'other') as Level;
  return { ...summary, [level]: summary[level] + 1 };
}

export function format(summary: Summary): string {
  const lines = LEVELS.reduce((sum, level) => sum + summary[level], 0);
  const parts = LEVELS.filter((level) => summary[level] > 0).map((level) => `${summary[level]} ${level}`);
  return `${lines} lines${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}
