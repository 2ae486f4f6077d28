// Bundles a program for browsers with esbuild and runs the bundle in headless Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

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
 * Returns what the bundle printed on the console.
 *
 * @param {string} chromium the path of the executable
 * @param {string} bundle
 * @param {number} timeout in milliseconds
 */
export async function runInChromium(chromium, bundle, timeout) {
  /** @type {(printed: string) => void} */
  let finish = () => {};
  const printed = new Promise((resolve) => {
    finish = resolve;
  });
  const server = createServer((request, response) => {
    if (request.url === '/bundle.js') return response.setHeader('content-type', 'text/javascript').end(bundle);
    if (request.url === '/printed') return request.toArray().then((chunks) => finish(Buffer.concat(chunks).toString()));
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
