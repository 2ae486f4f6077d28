// Every kind of channel, for what is to hold for all of them.

import { BufferOverflow, Channel, type ChannelOptions } from 'suspendable';
import { test } from 'vitest';

export interface Kind {
  readonly name: string;
  readonly capacity: number;
  readonly onBufferOverflow: BufferOverflow;
  /** How many elements it takes while nobody receives. */
  readonly room: number;
  /** What a full buffer drops. */
  readonly drops: 'nothing' | 'the oldest' | 'the latest';
}

const { SUSPEND, DROP_OLDEST, DROP_LATEST } = BufferOverflow;
const suspending = (name: string, capacity: number, room = capacity): Kind => ({
  name,
  capacity,
  onBufferOverflow: SUSPEND,
  room,
  drops: 'nothing',
});
const dropping = (name: string, capacity: number, onBufferOverflow: BufferOverflow, room = capacity): Kind => ({
  name,
  capacity,
  onBufferOverflow,
  room,
  drops: onBufferOverflow === DROP_LATEST ? 'the latest' : 'the oldest',
});

/** A sender to one of these waits sooner or later. */
export const boundedKinds: readonly Kind[] = [
  suspending('rendezvous', Channel.RENDEZVOUS),
  suspending('buffered(1)', 1),
  suspending('buffered(3)', 3),
  suspending('buffered', Channel.BUFFERED, 64),
];

export const unlimitedKinds: readonly Kind[] = [
  suspending('unlimited', Channel.UNLIMITED),
  { ...suspending('unlimited drop-oldest', Channel.UNLIMITED), onBufferOverflow: DROP_OLDEST },
  { ...suspending('unlimited drop-latest', Channel.UNLIMITED), onBufferOverflow: DROP_LATEST },
];

export const droppingKinds: readonly Kind[] = [
  dropping('conflated', Channel.CONFLATED, SUSPEND, 1),
  dropping('rendezvous drop-oldest', Channel.RENDEZVOUS, DROP_OLDEST, 1),
  dropping('rendezvous drop-latest', Channel.RENDEZVOUS, DROP_LATEST, 1),
  dropping('buffered(3) drop-oldest', 3, DROP_OLDEST),
  dropping('buffered(3) drop-latest', 3, DROP_LATEST),
  dropping('buffered drop-oldest', Channel.BUFFERED, DROP_OLDEST, 1),
  dropping('buffered drop-latest', Channel.BUFFERED, DROP_LATEST, 1),
];

/** Nothing is lost in these. */
export const losslessKinds: readonly Kind[] = [...boundedKinds, ...unlimitedKinds];
export const kinds: readonly Kind[] = [...losslessKinds, ...droppingKinds];
/** All that can hold an element while nobody receives. */
export const bufferingKinds: readonly Kind[] = kinds.filter((kind) => kind.room > 0);

export function channelOf<T = number>(kind: Kind, options: ChannelOptions<T> = {}): Channel<T> {
  return new Channel<T>(kind.capacity, { onBufferOverflow: kind.onBufferOverflow, ...options });
}

/** The numbers from 1 to `count`. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** How many elements make every channel of the kind full, at most 100. */
export const fill = (kind: Kind): number => Math.min(kind.room, 100);

/** What a channel still holds of `elements` that were all sent before anybody received. */
export function kept<T>(kind: Kind, elements: readonly T[]): T[] {
  if (kind.drops === 'nothing') return [...elements];
  return kind.drops === 'the latest' ? elements.slice(0, kind.room) : elements.slice(-kind.room);
}

/** The others of `elements`, in the order in which they were dropped. */
export function dropped<T>(kind: Kind, elements: readonly T[]): T[] {
  const left = kept(kind, elements);
  return elements.filter((element) => !left.includes(element));
}

/** A channel with as many elements, 1 and so on, as it takes. */
export function fullChannelOf(kind: Kind, options: ChannelOptions<number> = {}): Channel<number> {
  const channel = channelOf(kind, options);
  for (const n of upTo(fill(kind))) channel.trySend(n);
  return channel;
}

/** The same test for several kinds; `%` in the title stands for the kind's name. */
export function overKinds(several: readonly Kind[], title: string, body: (kind: Kind) => unknown): void {
  for (const kind of several) test(title.replace('%', kind.name), () => void body(kind));
}
