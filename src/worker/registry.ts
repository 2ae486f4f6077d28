import type { CoroutineContext } from '../context/context.js';
import { CoroutineName } from '../context/coroutine-name.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';

/**
 * How instances of a class cross to another thread.
 * See {@link registerWorkerClass}.
 */
export interface WorkerClassOptions<T> {
  /** What the class is known by on both threads: its name unless given. Give one where a minifier renames classes. */
  name?: string;
  /** What of an instance is sent: something that can be cloned. */
  encode?: (instance: T) => unknown;
  /** Makes the instance from it on the other thread. */
  decode?: (data: never) => T;
}

interface Entry {
  readonly type: Function;
  readonly name: string;
  readonly encode: ((instance: never) => unknown) | undefined;
  readonly decode: ((data: never) => unknown) | undefined;
}

const byName = new Map<string, Entry>();
const byType = new Map<Function, Entry>();

/**
 * Lets a class cross to other threads: an error class, whose instances are else plain errors there, or a class of context
 * elements, which else stay behind. Call it where the class is made, so that both threads do.
 *
 * An error needs no options: its message, cause, stack and own properties cross by themselves. An element needs both.
 *
 * @throws IllegalArgumentException when given no class, one half of the options, or a name that another class has.
 * @example
 * ```ts
 * import { AbstractCoroutineContextElement, registerWorkerClass } from 'suspendable';
 *
 * class NotFound extends Error {}
 * registerWorkerClass(NotFound);
 *
 * class Trace extends AbstractCoroutineContextElement {
 *   constructor(readonly id: string) { super(Trace); }
 * }
 * registerWorkerClass(Trace, { encode: (trace) => trace.id, decode: (id: string) => new Trace(id) });
 * ```
 */
export function registerWorkerClass<T extends object>(
  type: abstract new (...args: never[]) => T,
  options: WorkerClassOptions<T> = {},
): void {
  if (typeof type !== 'function') {
    throw new IllegalArgumentException(`registerWorkerClass expects a class, got ${describe(type)}`);
  }
  const { name = type.name, encode, decode } = options;
  if ((encode === undefined) !== (decode === undefined)) {
    throw new IllegalArgumentException(`registerWorkerClass(${name}) needs encode and decode, or neither`);
  }
  const known = byName.get(name);
  if (known !== undefined && known.type !== type) {
    throw new IllegalArgumentException(
      `registerWorkerClass: another class is registered as ${describe(name)}. Give this one a name of its own: registerWorkerClass(${name}, { name: '...' })`,
    );
  }
  const entry: Entry = { type, name, encode, decode };
  byName.set(name, entry);
  byType.set(type, entry);
}

/** The nearest registered class of an object, from its own upwards. */
export function registeredName(object: object): string | null {
  for (let each = Object.getPrototypeOf(object); each !== null; each = Object.getPrototypeOf(each)) {
    const entry = byType.get(each.constructor);
    if (entry !== undefined) return entry.name;
  }
  return null;
}

export function registeredClass(name: string): Entry | undefined {
  return byName.get(name);
}

/** The elements of a context that cross: names and data in turn. Null when there are none. */
export type SentElements = readonly unknown[] | null;

/** Most coroutines share their elements with others, so what they give is kept. */
const sentElements = new WeakMap<CoroutineContext, { readonly elements: SentElements }>();

export function encodeElements(context: CoroutineContext): SentElements {
  const known = sentElements.get(context);
  if (known !== undefined) return known.elements;
  const sent = context.fold<unknown[]>([], (list, element) => {
    if (element instanceof CoroutineName) list.push('', element.name);
    else {
      const entry = byType.get(element.constructor);
      if (entry?.encode !== undefined) list.push(entry.name, entry.encode(element as never));
    }
    return list;
  });
  const elements = sent.length > 0 ? sent : null;
  sentElements.set(context, { elements });
  return elements;
}

/** `base` with the elements that were sent. One whose class this thread does not know is left out. */
export function decodeElements(base: CoroutineContext, sent: SentElements): CoroutineContext {
  let context = base;
  for (let i = 0; sent !== null && i < sent.length; i += 2) {
    const name = sent[i] as string;
    if (name === '') context = context.plus(new CoroutineName(sent[i + 1] as string));
    else {
      const decode = byName.get(name)?.decode;
      if (decode !== undefined) context = context.plus(decode(sent[i + 1] as never) as CoroutineContext);
    }
  }
  return context;
}
