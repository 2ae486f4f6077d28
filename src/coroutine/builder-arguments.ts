import type { CoroutineContext } from '../context/context.js';
import { CoroutineName } from '../context/coroutine-name.js';
import { ContinuationInterceptor, EmptyCoroutineContext } from '../context/elements.js';
import { defaultDispatcher } from '../dispatch/event-loop-dispatcher.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { jobKey } from '../job/job.js';
import type { JobSupport } from '../job/machine.js';
import type { CoroutineStart, LaunchOptions } from './coroutine-scope.js';
import { parentOf } from './parent.js';

/** Where new coroutines come from: the job they become children of, and the elements they inherit. */
export interface Origin {
  readonly originJob: JobSupport | null;
  /** Without a job, and with a dispatcher. */
  readonly elements: CoroutineContext;
}

/** The builders. They are handed to scopes, since the coroutines that they make are scopes themselves. */
export type Builder = (origin: Origin, first: unknown, second: unknown) => unknown;
export type Builders = Readonly<Record<'launch' | 'async' | 'promise', Builder>>;

/** A builder as the member of a scope that it starts coroutines in. */
export function bound<F>(builder: Builder, origin: Origin): F {
  return ((first: unknown, second: unknown) => builder(origin, first, second)) as F;
}

export function isContext(value: unknown): value is CoroutineContext {
  return typeof value === 'object' && value !== null && typeof (value as CoroutineContext).fold === 'function';
}

/** Throws unless `context`, an option of the function named `taker`, is one. */
export function requireContext(taker: string, context: unknown): void {
  if (isContext(context)) return;
  throw new IllegalArgumentException(
    `${taker} expects a CoroutineContext as its option context, got ${describe(context)}`,
  );
}

/** The elements of a new coroutine: Kotlin's formula "defaults + inherited + arguments", without the job. */
export function elementsOf(context: CoroutineContext): CoroutineContext {
  const elements = context.minusKey(jobKey);
  return elements.get(ContinuationInterceptor) === null ? elements.plus(defaultDispatcher) : elements;
}

/** An origin as a builder's context argument changes it. */
export function refine(origin: Origin, context: CoroutineContext, taker: string): Origin {
  const job = context.get(jobKey);
  const own = context.minusKey(jobKey);
  return {
    originJob: job === null ? origin.originJob : parentOf(job, taker),
    elements: own === EmptyCoroutineContext ? origin.elements : origin.elements.plus(own),
  };
}

/** What a builder was called with. */
export interface BuilderArguments {
  readonly context: CoroutineContext;
  readonly start: CoroutineStart;
}

const STARTS: readonly string[] = ['default', 'lazy', 'atomic', 'undispatched'] satisfies CoroutineStart[];

export function builderArguments(builder: string, given: unknown): BuilderArguments {
  if (typeof given !== 'object' || given === null) {
    throw new IllegalArgumentException(
      `${builder} expects a context or options { context, start, name } before the block, got ${describe(given)}`,
    );
  }
  const options: LaunchOptions = isContext(given) ? { context: given } : given;
  const { context = EmptyCoroutineContext, start = 'default', name } = options;
  requireContext(builder, context);
  if (!STARTS.includes(start)) {
    throw new IllegalArgumentException(`${builder} knows the start modes ${STARTS.join(', ')}, got ${describe(start)}`);
  }
  return { context: name === undefined ? context : context.plus(new CoroutineName(name)), start };
}
