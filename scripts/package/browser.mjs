// Bundles a program for browsers with esbuild and runs the bundle in headless Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { build as viteBuild } from 'vite';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Returns the bundle's text. esbuild refuses an import that a browser cannot resolve, `node:` ones among them; one that
 * it left in place all the same is refused here.
 *
 * @param {string} program
 */
export async function bundleForBrowser(program) {
  const { outputFiles, metafile } = await build({
    entryPoints: [program],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    metafile: true,
    write: false,
    outdir: 'out',
    logLevel: 'silent',
  });
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  if (left.length > 0) throw new Error(`the browser bundle still imports ${left.join(', ')}`);
  return outputFiles[0].text;
}

/**
 * Bundles a program that has web workers, by Vite. Returns the folder of the bundle, bundle.js, and of the workers' scripts.
 *
 * @param {string} project the folder of the program
 * @param {string} program its file there
 */
export async function buildWithVite(project, program) {
  const outDir = join(project, 'vite-out');
  await viteBuild({
    root: project,
    base: './',
    configFile: false,
    logLevel: 'silent',
    worker: { format: 'es' },
    build: {
      outDir,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: join(project, program), output: { entryFileNames: 'bundle.js' } },
    },
  });
  return outDir;
}

/**
 * Returns what a program printed on the console.
 *
 * @param {string} chromium the path of the executable
 * @param {(path: string) => string | null} script the script with a path; the program is /bundle.js
 * @param {number} timeout in milliseconds
 */
export async function runInChromium(chromium, script, timeout) {
  /** @type {(printed: string) => void} */
  let finish = () => {};
  const printed = new Promise((resolve) => {
    finish = resolve;
  });
  const server = createServer((request, response) => {
    if (request.url === '/printed') return request.toArray().then((chunks) => finish(Buffer.concat(chunks).toString()));
    // Isolated from other origins, the page shares memory with its workers.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    const text = script(request.url ?? '');
    if (text !== null) return response.setHeader('content-type', 'text/javascript').end(text);
    response.setHeader('content-type', 'text/html').end(PAGE);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const url = `http://127.0.0.1:${port}/`;
  const browser = spawn(chromium, [...FLAGS, `--user-data-dir=${profile}`, url], { stdio: 'ignore', detached: true });
  const timer = setTimeout(finish, timeout, `nothing within ${timeout} ms`);
  browser.on('exit', (code) => finish(`Chromium exited with ${code}`));
  try {
    return await printed;
  } finally {
    clearTimeout(timer);
    killGroup(browser.pid);
    if (browser.exitCode === null && browser.signalCode === null) await once(browser, 'exit');
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/**
 * Ends Chromium's helper processes as well, which would go on writing into the profile.
 *
 * @param {number | undefined} leader
 */
function killGroup(leader) {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

const PAGE = `<!doctype html>
<script type="module">
  const lines = [];
  console.log = (line) => lines.push(line);
  addEventListener('unhandledrejection', ({ reason }) => lines.push(String(reason)));
  try {
    await import('./bundle.js');
  } catch (error) {
    lines.push(String(error));
  }
  await fetch('./printed', { method: 'POST', body: lines.map((line) => line + '\\n').join('') });
</script>`;
