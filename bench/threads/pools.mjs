/** The peers' pools, each of two threads: what makes a function `(name, argument) => promise` of one. */
import { Worker } from 'node:worker_threads';

const THREADS = 2;
const at = (file) => new URL(file, import.meta.url);

export async function piscina() {
  const { Piscina } = await import('piscina');
  const pool = new Piscina({ filename: at('tasks.mjs').href, minThreads: THREADS, maxThreads: THREADS });
  return (name, argument) => pool.run(argument, { name });
}

export async function tinypool() {
  const { default: Tinypool } = await import('tinypool');
  const pool = new Tinypool({ filename: at('tasks.mjs').href, minThreads: THREADS, maxThreads: THREADS });
  return (name, argument) => pool.run(argument, { name });
}

export async function workerpool() {
  const { default: library } = await import('workerpool');
  const pool = library.pool(at('workerpool-thread.mjs').pathname, {
    minWorkers: THREADS,
    maxWorkers: THREADS,
    workerType: 'thread',
  });
  return (name, argument) => pool.exec(name, [argument]);
}

/** It has no pool: the calls go to the threads in turn. */
export async function comlink() {
  const { wrap } = await import('comlink');
  const { default: endpoint } = await import('comlink/dist/esm/node-adapter.mjs');
  const threads = Array.from({ length: THREADS }, () => wrap(endpoint(new Worker(at('comlink-thread.mjs')))));
  let next = 0;
  return (name, argument) => threads[next++ % THREADS][name](argument);
}
