// The functions of tasks.js on web workers, in a bundle.
import { workerModule } from 'suspendable';
import { useThreads } from './use-threads.js';

/** @type {import('suspendable').WorkerModule<typeof import('./tasks.js')>} */
const tasks = workerModule(() => new Worker(new URL('./browser-worker.js', import.meta.url), { type: 'module' }));

await useThreads(tasks);
