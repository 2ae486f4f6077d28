import { named } from '../internal/exceptions.js';

/**
 * The thread of a call to a worker module has ended before the call: it crashed, ran out of memory, or could not start.
 *
 * @example
 * ```ts
 * import { run, workerModule, WorkerThreadException } from 'suspendable';
 *
 * const tasks = workerModule<{ crash(): void }>('data:text/javascript,export const crash = () => process.exit(1)');
 * await run(() => tasks.crash()).catch((error) => console.log(error instanceof WorkerThreadException)); // true
 * ```
 */
export class WorkerThreadException extends Error {}
named('WorkerThreadException', WorkerThreadException);
