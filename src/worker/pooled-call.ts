/*
 * The contract between calls and the threads that run them.
 */
import type { CoroutineContext } from '../context/context.js';
import type { SentLinks } from './linked-values.js';
import type { Links } from './links.js';
import type { WorkerFactory } from './module.js';

/** A module as calls know it. */
export interface ModuleReference {
  readonly number: number;
  /** Empty where the factory's script has the module. */
  readonly url: string;
  readonly factory: WorkerFactory | null;
}

/** A call, seen from its pool. */
export interface PooledCall {
  readonly module: ModuleReference;
  /** The function's name. */
  readonly name: string;
  readonly elements: CoroutineContext;
  /** Where it is on its way; null while it is queued. */
  posting: Posting | null;
  /** Waits for a thread. */
  readonly isQueued: boolean;
  /** It may be ended together with its thread, which must then run nothing else. */
  readonly isInterruptible: boolean;
  /** Its arguments are its own: nobody can change them, and they can be sent later, or again. */
  readonly isOwned: boolean;
  /** The other thread has seen that it is cancelled. */
  isStopping: boolean;
  /** A thread has ended before it had begun with the call. */
  wasLost: boolean;
  /** Makes the arguments its own. @throws when they cannot be cloned. */
  own(): void;
  /** The arguments as they are sent; what is to be moved is added to `transfer`. */
  encodeArguments(transfer: Transferable[]): readonly unknown[];
  /** What stands for those that are no data. */
  sendLinks(links: Links): SentLinks | null;
  /** Why they could not be sent. */
  explain(thrown: unknown): unknown;
  /** The function and its module, for messages. */
  describe(): string;
  /** It has ended: a value or a failure from the other thread, or what stands for one that cannot come. */
  answer(value: unknown, failed: boolean): void;
  /** It has ended for its cancellation. */
  stopped(): void;
  /** It was cancelled before it has begun. */
  endWithoutStart(): void;
}

/** A call on its way to a thread, or there. */
export interface Posting {
  readonly id: number;
  readonly slot: number;
  readonly call: PooledCall;
  readonly thread: PostedThread;
}

/** A thread, seen from a call. */
export interface PostedThread {
  /** Cancels the call there, or takes it back if it has not begun. */
  cancel(posting: Posting, cause: unknown): void;
  /** Takes what it has sent, without the host's event loop. Whether there was any. */
  takeMail(): boolean;
  /** Ends the thread, whatever it runs. */
  kill(): void;
}
