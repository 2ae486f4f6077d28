import { availableParallelism, cpus, totalmem, type } from 'node:os';

/** One line about where this runs. */
export function machine() {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `${processor}, ${availableParallelism()} cores, ${memory} GB, ${type()} ${process.arch}, ${date}; Node ${process.versions.node}`;
}
