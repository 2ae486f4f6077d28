/*
 * Values that are no data: what stands for them on the way. remote-values.ts makes them again on the other thread.
 */
import type { ReceiveChannel, SendChannel } from '../channel/channel.js';
import type { CoroutineScope } from '../coroutine/coroutine-scope.js';
import { Flow } from '../flow/flow.js';
import { ChannelHome } from './channel-home.js';
import { FlowHome } from './flow-home.js';
import type { Links } from './links.js';
import { SharedMutex } from './shared-mutex.js';
import { SharedSemaphore } from './shared-semaphore.js';

export const CHANNEL = 1;
export const FLOW = 2;
export const MUTEX = 3;
export const SEMAPHORE = 4;

/** What stands for a value: its kind, and how it is found. */
export type SentLink = readonly [kind: number, content: unknown];

/** Links among arguments: the place of each, and what stands for it. */
export type SentLinks = readonly (readonly [index: number, link: SentLink])[];

type AnyChannel = ReceiveChannel<unknown> & SendChannel<unknown>;

function isChannel(value: object): value is AnyChannel {
  return 'receiveCatching' in value || 'trySend' in value;
}

function isLock(value: object): value is SharedMutex | SharedSemaphore {
  return value instanceof SharedMutex || value instanceof SharedSemaphore;
}

/** Whether a value stays connected with this thread instead of being copied. */
export function isLinked(value: unknown): value is object {
  return typeof value === 'object' && value !== null && (value instanceof Flow || isChannel(value) || isLock(value));
}

/** What is sent for a value that {@link isLinked}. Its coroutines on this side run in `scope`. */
export function sendLink(value: object, links: Links, scope: CoroutineScope): SentLink {
  if (isLock(value)) return [value instanceof SharedMutex ? MUTEX : SEMAPHORE, value.permits.cells];
  if (value instanceof Flow) return [FLOW, links.open((post, leave) => new FlowHome(value, scope, post, leave))];
  return [CHANNEL, links.open((post) => new ChannelHome(value as AnyChannel, scope, post))];
}
