import { run, workerModule } from 'suspendable';

/** @type {import('suspendable').WorkerModule<typeof import('./tasks.js')>} */
const tasks = workerModule(new URL('./tasks.js', import.meta.url));
console.log(`On another thread: ${await run(() => tasks.square(7))}`);
