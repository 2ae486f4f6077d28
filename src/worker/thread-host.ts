/*
 * The door to the host's threads: Node's worker_threads, also on Deno and Bun, or a browser's web workers.
 */

import type { ThreadResourceLimits, WorkerFactory } from './module.js';

/** What threads write to each other: see messages.ts. */
export type Message = readonly unknown[];

/** A thread, seen from the one that has started it. */
export interface ThreadHandle {
  /** @throws DataCloneError when something in it cannot be cloned. */
  post(message: Message, transfer: readonly Transferable[]): void;
  /** Takes a message that has come, without the host's event loop; undefined when there is none. */
  take(): Message | undefined;
  /** Why it has ended by itself, as far as that can be told without the host's event loop; null as long as it runs. */
  readonly whyEnded: string | null;
  /** Finds out whether it is still there, which costs a message. See {@link whyEnded}. */
  probe(): void;
  /** Ends it at once, whatever it does. */
  terminate(): Promise<unknown> | void;
}

/** Who started a thread and is told of what comes from it. */
export interface ThreadOwner {
  receive(message: Message): void;
  /** It has ended by itself. */
  ended(why: string, cause: unknown): void;
}

export interface ThreadOptions {
  readonly name: string;
  readonly limits: ThreadResourceLimits | undefined;
  /** Makes the thread, where it is a web worker with a script of its own. */
  readonly factory: WorkerFactory | null;
  /** Shared with the thread; null where threads cannot share memory. */
  readonly shared: SharedMemory | null;
}

/** What a thread and its starter share. */
export interface SharedMemory {
  /** See messages.ts. */
  readonly cells: Int32Array;
  /** Counted up when something comes for the starter, who may be parked on it. */
  readonly bell: Int32Array;
}

/** What a thread's way to its starter can do. */
export interface ThreadMailbox {
  post(message: Message, transfer: readonly Transferable[]): void;
  /** Takes a message that has come, without the host's event loop; undefined when there is none. */
  take(): Message | undefined;
  /** Blocks the thread until something has come, or for so many ms: then false. */
  wait(millis: number): boolean;
  /** Whether {@link take} can find any. */
  readonly canTake: boolean;
}
