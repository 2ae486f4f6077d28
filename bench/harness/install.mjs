import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bench = fileURLToPath(new URL('..', import.meta.url));
const peers = [
  'effect',
  'effection',
  'async-mutex',
  'p-queue',
  'ix',
  'rxjs',
  'piscina',
  'tinypool',
  'workerpool',
  'comlink',
];

/** Installs the peers, which only the benchmarks need, the first time that one of them is asked for. */
export function installPeers(sides) {
  const missing = peers.filter((peer) => sides.includes(peer) && !existsSync(`${bench}/node_modules/${peer}`));
  if (missing.length === 0) return;
  console.error(`Installing ${missing.join(' and ')} into bench/node_modules`);
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: bench, stdio: ['ignore', 'ignore', 'inherit'] });
}
