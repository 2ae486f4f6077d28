// Checks that no file under src/ is longer than 300 lines, documentation included.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LIMIT = 300;

/**
 * Returns one message for each file under `src` that is too long.
 *
 * @param {string} src
 */
export function checkFileSize(src) {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, lines: countLines(readFileSync(join(src, path), 'utf8')) }))
    .filter(({ lines }) => lines > LIMIT)
    .map(({ path, lines }) => `src/${path}: ${lines} lines, at most ${LIMIT} are allowed; split it by idea`);
}

/** @param {string} text */
function countLines(text) {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = checkFileSize(process.argv[2] ?? 'src');
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
