import type {
  ContextElement,
  ContextKey,
  CoroutineContext,
  ContinuationInterceptor as Interceptor,
} from './context.js';

/** Some classes share one key: every class of jobs is stored under the key of jobs. They name it in this property. */
interface KeyAlias {
  readonly contextKey?: ContextKey<unknown>;
}

function canonical(key: ContextKey<unknown>): ContextKey<unknown> {
  return (key as KeyAlias).contextKey ?? key;
}

/**
 * The key of dispatchers: `context.get(ContinuationInterceptor)`.
 *
 * @example
 * ```ts
 * import { ContinuationInterceptor, CoroutineName, Dispatchers } from 'suspendable';
 *
 * const context = Dispatchers.IO.plus(new CoroutineName('reader'));
 * console.log(String(context.get(ContinuationInterceptor))); // Dispatchers.IO
 * console.log(String(context.minusKey(ContinuationInterceptor))); // CoroutineName(reader)
 * ```
 */
export const ContinuationInterceptor: ContextKey<Interceptor> = createContextKey('ContinuationInterceptor');
export interface ContinuationInterceptor extends Interceptor {}

/**
 * Makes a key for context elements that have no class of their own.
 *
 * @example
 * ```ts
 * import { createContextKey, AbstractCoroutineContextElement, currentCoroutineContext, run } from 'suspendable';
 *
 * class Trace extends AbstractCoroutineContextElement {
 *   constructor(readonly id: string) { super(traceKey); }
 * }
 * const traceKey = createContextKey<Trace>('Trace');
 * await run(() => console.log(currentCoroutineContext().get(traceKey)?.id), { context: new Trace('a1') }); // a1
 * ```
 */
export function createContextKey<E>(name: string): ContextKey<E> {
  return { toString: () => name } as unknown as ContextKey<E>;
}

export function partsOf(context: CoroutineContext): readonly ContextElement[] {
  if (context instanceof CombinedContext) return context.parts;
  return 'key' in context
    ? [context as ContextElement]
    : context.fold<ContextElement[]>([], (list, element) => [...list, element]);
}

/** The context that has these elements, their keys being different; the interceptor is moved to the end. */
function contextOf(elements: ContextElement[]): CoroutineContext {
  if (elements.length < 2) return elements[0] ?? EmptyCoroutineContext;
  const at = elements.findIndex((e) => e.key === ContinuationInterceptor);
  if (at >= 0) elements.push(...elements.splice(at, 1));
  return new CombinedContext(elements);
}

/** What `left.plus(right)` gives for any two contexts. */
export function combine(left: CoroutineContext, right: CoroutineContext): CoroutineContext {
  if (right === EmptyCoroutineContext) return left;
  if (left === EmptyCoroutineContext) return right;
  const added = partsOf(right);
  const kept = partsOf(left).filter((e) => !added.some((a) => a.key === e.key));
  return contextOf([...kept, ...added]);
}

/** The methods of a context that is one element, for classes that cannot extend {@link AbstractCoroutineContextElement}. */
export function getFromElement<E>(element: ContextElement, key: ContextKey<E>): E | null {
  return element.key === canonical(key) ? (element as unknown as E) : null;
}

export function elementMinusKey(element: ContextElement, key: ContextKey<unknown>): CoroutineContext {
  return element.key === canonical(key) ? EmptyCoroutineContext : element;
}

/**
 * Base of users' own context elements. The class itself is the usual key.
 *
 * @example
 * ```ts
 * import { AbstractCoroutineContextElement, currentCoroutineContext, run } from 'suspendable';
 *
 * class User extends AbstractCoroutineContextElement {
 *   constructor(readonly login: string) { super(User); }
 * }
 * await run(function* ({ launch }) {
 *   launch(() => console.log(currentCoroutineContext().get(User)?.login)); // ada
 * }, { context: new User('ada') });
 * ```
 */
export abstract class AbstractCoroutineContextElement implements ContextElement {
  readonly key: ContextKey<unknown>;

  constructor(key: ContextKey<unknown>) {
    this.key = canonical(key);
  }

  get<E>(key: ContextKey<E>): E | null {
    return getFromElement(this, key);
  }

  plus(context: CoroutineContext): CoroutineContext {
    return combine(this, context);
  }

  minusKey(key: ContextKey<unknown>): CoroutineContext {
    return elementMinusKey(this, key);
  }

  fold<R>(initial: R, operation: (accumulated: R, element: ContextElement) => R): R {
    return operation(initial, this);
  }

  equals(other: unknown): boolean {
    return this === other;
  }
}

/** No element, or two and more. A handful at most, so an array searched from its end beats a map. */
export class CombinedContext implements CoroutineContext {
  constructor(readonly parts: readonly ContextElement[]) {}

  get<E>(key: ContextKey<E>): E | null {
    const wanted = canonical(key);
    for (let i = this.parts.length - 1; i >= 0; i--) {
      const element = this.parts[i]!;
      if (element.key === wanted) return element as unknown as E;
    }
    return null;
  }

  plus(context: CoroutineContext): CoroutineContext {
    return combine(this, context);
  }

  minusKey(key: ContextKey<unknown>): CoroutineContext {
    const wanted = canonical(key);
    const kept = this.parts.filter((e) => e.key !== wanted);
    return kept.length === this.parts.length ? this : contextOf(kept);
  }

  fold<R>(initial: R, operation: (accumulated: R, element: ContextElement) => R): R {
    return this.parts.reduce(operation, initial);
  }

  equals(other: unknown): boolean {
    if (!(other instanceof CombinedContext) || other.parts.length !== this.parts.length) return false;
    return this.parts.every((e) => (other.get(e.key) as ContextElement | null)?.equals(e));
  }

  toString(): string {
    return this.parts.length === 0 ? 'EmptyCoroutineContext' : `[${this.parts.join(', ')}]`;
  }
}

/**
 * The context without elements. Adding it to a context gives that context itself.
 *
 * @example
 * ```ts
 * import { CoroutineName, EmptyCoroutineContext } from 'suspendable';
 *
 * const name = new CoroutineName('reader');
 * console.log(EmptyCoroutineContext.plus(name) === name, EmptyCoroutineContext.get(CoroutineName)); // true null
 * ```
 */
export const EmptyCoroutineContext: CoroutineContext = new CombinedContext([]);
