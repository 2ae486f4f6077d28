// The functions of tasks.js on threads, where threads load modules by themselves.
import { runBlocking, workerModule } from 'suspendable';
import { useThreads } from './use-threads.js';

/** @type {import('suspendable').WorkerModule<typeof import('./tasks.js')>} */
const tasks = workerModule(new URL('./tasks.js', import.meta.url));

await useThreads(tasks);
console.log(`Blocking: ${runBlocking(() => tasks.square(3))}`);
