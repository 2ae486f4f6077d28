import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findJava } from './java.mjs';

/** This npm package ships the compiler, the standard library and kotlinx-coroutines-core. */
const compiler = { name: 'kotlin-compiler', version: '2.4.20' };
const main = fileURLToPath(new URL('Main.kt', import.meta.url));
const rows = fileURLToPath(new URL('../rows/', import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'suspendable-bench');

/**
 * What runs a workload on real Kotlin: `{ command }`, or `{ skipped: reason }` where there is no Java or no network.
 * `KOTLIN_RUNNER` may name a program to use instead, which is called `RUNNER --bench Main.kt Row.kt... -- ARGUMENT...`.
 *
 * The JVM keeps its own defaults (compilers, collector) but for a heap of 8 GB; the debug features of kotlinx.coroutines
 * are off, as they are in a program that runs without assertions.
 */
export async function prepareKotlin() {
  const sources = [main, ...rowSources()];
  if (process.env.KOTLIN_RUNNER) {
    return { command: (file) => [process.env.KOTLIN_RUNNER, '--bench', ...sources, '--', basename(file, '.kt')] };
  }
  const java = findJava();
  if (java === undefined) return { skipped: 'no Java of version 17 or newer in JAVA_HOME or on the PATH' };
  try {
    const library = fetchCompiler();
    const runtime = [`${library}/kotlin-stdlib.jar`, `${library}/kotlinx-coroutines-core-jvm.jar`];
    const classpath = [compile(java, library, runtime, sources), ...runtime].join(delimiter);
    const options = ['-Xmx8g', '-Dkotlinx.coroutines.debug=off', '-Dkotlinx.coroutines.stacktrace.recovery=false'];
    return { command: (file) => [java, ...options, '-cp', classpath, 'MainKt', basename(file, '.kt')] };
  } catch (error) {
    return { skipped: error.message };
  }
}

function rowSources() {
  const files = readdirSync(rows, { recursive: true }).filter((file) => file.endsWith('.kt'));
  return files.sort().map((file) => join(rows, file));
}

/** The folder of the compiler's jars, fetched the first time. */
function fetchCompiler() {
  const library = join(cache, compiler.version);
  if (existsSync(library)) return library;
  const packageName = `${compiler.name}@${compiler.version}`;
  console.error(`Fetching the npm package ${packageName} (80 MB, once) into ${cache}`);
  inNewFolder(library, (folder) => {
    execFileSync('npm', ['pack', '--silent', packageName], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', archive], { cwd: folder });
    return join(folder, 'package', 'lib');
  });
  return library;
}

/** The folder of the classes that the sources compile to, by content: nothing is compiled twice. */
function compile(java, library, runtime, sources) {
  const hash = createHash('sha256').update(compiler.version);
  for (const source of sources) hash.update(readFileSync(source)).update('\0');
  const classes = join(cache, 'classes', hash.digest('hex').slice(0, 24));
  if (existsSync(classes)) return classes;
  console.error('Compiling the Kotlin side');
  inNewFolder(classes, (folder) => {
    const output = join(folder, 'classes');
    const optIns = ['Delicate', 'Experimental', 'Obsolete', 'Internal'].map(
      (kind) => `kotlinx.coroutines.${kind}CoroutinesApi`,
    );
    const compilerClass = 'org.jetbrains.kotlin.cli.jvm.K2JVMCompiler';
    const jars = readdirSync(library).filter((file) => file.endsWith('.jar'));
    const { status, stderr } = spawnSync(
      java,
      [
        ...['-cp', jars.map((jar) => join(library, jar)).join(delimiter), compilerClass],
        ...['-no-stdlib', '-no-reflect', '-nowarn', `-opt-in=${optIns},kotlinx.coroutines.FlowPreview`],
        ...['-cp', runtime.join(delimiter), '-d', output, ...sources],
      ],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`the Kotlin side does not compile:\n${stderr}`);
    return output;
  });
  return classes;
}

/** Lets `fill` make a folder inside a fresh one and moves it to `target` once it is complete. */
function inNewFolder(target, fill) {
  mkdirSync(join(target, '..'), { recursive: true });
  const folder = mkdtempSync(`${target}.`);
  try {
    renameSync(fill(folder), target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
