// Runs every check, goes on after one that fails, and prints the output of the failing ones only.
// Each is a script of its own: `npm run check:layers`, say, repeats one of them.
import { spawnSync } from 'node:child_process';

const checks = [
  'build',
  'check:types',
  'check:declarations',
  'check:lint',
  'check:layers',
  'check:file-size',
  'check:docs',
  'check:api',
  'check:exports',
  'check:build',
  'check:size',
  'check:cost',
];

const failed = [];
for (const check of checks) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', check], { encoding: 'utf8' });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${check} (${seconds} s)`);
  if (status === 0) continue;
  failed.push(check);
  console.log(`${stdout}${stderr}`);
  if (check === 'build') break; // The rest would look at a build that is not there.
}

if (failed.length > 0) {
  console.error(`Failed: ${failed.map((check) => `npm run ${check}`).join(', ')}`);
  process.exit(1);
}
