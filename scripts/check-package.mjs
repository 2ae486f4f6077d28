// Packs the library, installs the tarball in an empty project, and runs a small program there in every runtime that the
// library supports. A runtime that cannot be had (no network, another platform) is skipped, and said to be.
// With --report FILE the counts are written there as JSON.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWithVite, bundleForBrowser, runInChromium } from './package/browser.mjs';
import { fetchRuntime, findChromium, RUNTIMES } from './package/runtimes.mjs';

const TIMEOUT = 60_000;
const FILES = [
  'program.js',
  'closed.js',
  'threads.js',
  'use-threads.js',
  'tasks.js',
  'browser-threads.js',
  'browser-worker.js',
];
const EXPECTED =
  'Hello\nthere,\nWorld\nThe answer is 42\nBlocking is done\nVirtual time is 1000\nA coroutine is SUSPENDED in delay: found\n';

const EXPECTED_THREADS = `On another thread: 49
A hundred calls: 328350
A loop that looks whether it is cancelled: null
A loop that does not: null
A failure: RangeError, out of range, true, TypeError: the reason
A flow: 1,2,3
A channel: 1,2,3
`;

const counts = { passed: 0, failed: 0, skipped: 0 };
const project = mkdtempSync(join(tmpdir(), 'package-'));
try {
  install();
  await attempt(`this Node (${process.version})`, () => runProgram(process.execPath, []));
  await attempt('tsx', () => runProgram(process.execPath, ['--import', import.meta.resolve('tsx')]));
  for (const runtime of RUNTIMES) {
    const executable = fetchRuntime(runtime);
    if (executable === null) skip(runtime.name, `${runtime.spec} cannot be fetched here`);
    else await attempt(runtime.name, () => runProgram(executable, runtime.args));
  }
  await attempt('browser bundle', async () => void (await bundleForBrowser(join(project, 'program.js'))));
  const chromium = findChromium();
  if (chromium === null) skip('Chromium', 'no Chromium');
  else {
    await attempt('Chromium', () => runInBrowser(chromium));
    await attempt('Chromium, threads in a Vite build', () => runThreadsInBrowser(chromium));
  }
  await attempt('closed paths', () => expectOutput(spawn(process.execPath, ['closed.js']), ''));
  await attempt('types', checkTypes);
} finally {
  rmSync(project, { recursive: true, force: true });
}

console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
const { report } = parseArgs({ options: { report: { type: 'string' } } }).values;
if (report !== undefined) writeFileSync(report, JSON.stringify(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;

/** Makes the empty project, with the packed library as its only dependency. */
function install() {
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  succeed(spawnSync('npm', ['pack', '--silent', '--pack-destination', project], { encoding: 'utf8' }));
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '';
  succeed(spawn('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`]));
  for (const name of FILES) copyFileSync(join('scripts/package', name), join(project, name));
}

/**
 * @param {string} executable
 * @param {string[]} args
 */
function runProgram(executable, args) {
  expectOutput(spawn(executable, [...args, 'program.js']), EXPECTED);
  expectOutput(spawn(executable, [...args, 'threads.js']), `${EXPECTED_THREADS}Blocking: 9\n`);
}

/** @param {string} chromium */
async function runInBrowser(chromium) {
  const bundle = await bundleForBrowser(join(project, 'program.js'));
  const stdout = await runInChromium(chromium, (path) => (path === '/bundle.js' ? bundle : null), TIMEOUT);
  expectOutput({ status: 0, stdout, stderr: '' }, EXPECTED);
}

/** @param {string} chromium */
async function runThreadsInBrowser(chromium) {
  const folder = await buildWithVite(project, 'browser-threads.js');
  const script = (/** @type {string} */ path) =>
    path.endsWith('.js') ? readFileSync(join(folder, path), 'utf8') : null;
  const stdout = await runInChromium(chromium, script, TIMEOUT);
  expectOutput({ status: 0, stdout, stderr: '' }, EXPECTED_THREADS);
}

/** Compiles the program with the library's declarations checked as well, as a user without `skipLibCheck` does. */
function checkTypes() {
  const options = ['--noEmit', '--strict', '--allowJs', '--checkJs', '--target', 'es2022', '--module', 'nodenext'];
  const libraries = ['--lib', 'es2022,esnext.disposable,dom'];
  succeed(
    spawn(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...options, ...libraries, 'program.js']),
  );
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function spawn(command, args) {
  const env = { ...process.env, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' };
  return spawnSync(command, args, { cwd: project, encoding: 'utf8', timeout: TIMEOUT, env });
}

/** @typedef {{ status: number | null, stdout: string, stderr: string, error?: Error }} Outcome */

/** @param {Outcome} outcome */
function succeed({ status, stdout, stderr, error }) {
  if (status !== 0) throw new Error(`exit code ${status}${error ? ` (${error.message})` : ''}\n${stdout}${stderr}`);
}

/**
 * @param {Outcome} outcome
 * @param {string} expected
 */
function expectOutput(outcome, expected) {
  succeed(outcome);
  if (outcome.stdout !== expected)
    throw new Error(`expected:\n${expected}\nfound:\n${outcome.stdout}${outcome.stderr}`);
}

/**
 * @param {string} name
 * @param {() => void | Promise<void>} test
 */
async function attempt(name, test) {
  try {
    await test();
    counts.passed++;
    console.log(`ok   ${name}`);
  } catch (error) {
    counts.failed++;
    console.log(`FAIL ${name}: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * @param {string} name
 * @param {string} reason
 */
function skip(name, reason) {
  counts.skipped++;
  console.log(`skip ${name}: ${reason}`);
}
