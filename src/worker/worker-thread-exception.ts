import { named } from '../internal/exceptions.js';

/** The thread of a call to a worker module has ended before the call: it crashed, ran out of memory, or could not start. */
export class WorkerThreadException extends Error {}
named('WorkerThreadException', WorkerThreadException);
