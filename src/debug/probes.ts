/*
 * What is noted down while probes are installed. A few methods are replaced by ones that do the same and also note who did it: so
 * nothing of this is in a program without probes, not even a check.
 *
 *     attachTo    a coroutine is made
 *     inWait      it begins to wait in a suspend call
 *     inYield     the same for yieldNow
 *     inScope     it enters a scope, and is suspended there
 *     inFrame     it enters a function made by suspend(), and is suspended there
 *
 * What is noted belongs to a coroutine or to a frame of it and goes with that.
 */
import { Coroutine } from '../coroutine/coroutine.js';
import { ScopeCoroutine } from '../coroutine/scoped.js';
import { yieldNow } from '../coroutine/yield-now.js';
import { StandIn } from '../flow/context-switch.js';
import { JobSupport } from '../job/machine.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspension } from '../suspend/continuation.js';
import { Frame } from '../suspend/frame.js';
import { AWAITING, BODY_ENTERED, FRAMED, type Resumable, YIELDING } from '../suspend/resumable.js';
import { running } from '../suspend/running.js';
import { takeSamples } from './samples.js';
import { learnFrom, segmentsOf, takeStack } from './stack.js';

/** Where a chain of calls stands: in one segment of a stack. */
export class Place {
  constructor(
    private readonly stack: Error,
    private readonly segment: number,
  ) {}

  /** Where the chain stands that the one of this place was called by. */
  caller(): Place {
    return new Place(this.stack, this.segment + 1);
  }

  lines(sanitize: boolean): readonly string[] {
    return segmentsOf(this.stack, sanitize)[this.segment] ?? [];
  }
}

/** What a coroutine waits in, or did last. */
interface Wait {
  /** What the call is named. */
  readonly what: string;
  /** Who waits: the coroutine, or what runs in its place within a flow. */
  readonly waiter: Resumable;
  /** The scope that it has entered, where it is one. */
  readonly scope: ScopeCoroutine<unknown> | null;
}

export interface Calls {
  readonly what: string | null;
  readonly places: readonly Place[];
}

/** What is known of a coroutine from its beginning. */
export interface Birth {
  /** The how manyeth coroutine it is. */
  readonly number: number;
  /** Where it was made, if that was asked for. */
  readonly stack: Error | null;
}

/** What a coroutine does. See {@link DebugProbes}. */
export type CoroutineState = 'CREATED' | 'RUNNING' | 'SUSPENDED';

/** The coroutines that were made since the installation, by number. Weak: whom nobody else holds will never go on. */
const known = new Map<number, WeakRef<Coroutine>>();
/** The newest, until this turn of the host is over: all weak references of a turn are strong to its end, which `runBlocking` is far from. */
const newest = new Map<number, Coroutine>();
/** What is to be done then is arranged for. */
let turnEnds = false;
/** How many there may be before those are looked for that have ended. */
const FIRST_SWEEP = 1024;
let nextSweep = FIRST_SWEEP;
let count = 0;
let births = new WeakMap<Coroutine, Birth>();
let waits = new WeakMap<Resumable, Wait>();
/** By the frame, or the coroutine outside of all frames. */
let places = new WeakMap<object, Place>();
/** That of the suspension under way, for those whom it passes on its way out. */
let latest: Place | null = null;

/** What is to be noted. */
export const settings = { enableCreationStackTraces: false };

export function birthOf(job: object): Birth | undefined {
  return births.get(job as Coroutine);
}

/** All coroutines that have a body which has not ended, in the order in which they were made. Scopes are part of their callers. */
export function liveCoroutines(): Coroutine[] {
  for (const [number, weak] of known) if (hasEnded(weak.deref())) known.delete(number);
  for (const [number, coroutine] of newest) if (hasEnded(coroutine)) newest.delete(number);
  return [...Array.from(known.values(), (weak) => weak.deref()!), ...newest.values()];
}

function hasEnded(coroutine: Coroutine | undefined): boolean {
  return coroutine === undefined || coroutine.isCompleted || coroutine.body === null;
}

function letGoOfNewest(): void {
  for (const [number, coroutine] of newest) if (!hasEnded(coroutine)) known.set(number, new WeakRef(coroutine));
  newest.clear();
  turnEnds = false;
}

export function stateOf(coroutine: Resumable): CoroutineState {
  if (!(coroutine.state & BODY_ENTERED)) return 'CREATED';
  return isSuspended(coroutine) ? 'SUSPENDED' : 'RUNNING';
}

function isSuspended(coroutine: Resumable): boolean {
  const wait = waits.get(coroutine);
  if (wait === undefined) return false;
  const { scope, waiter } = wait;
  if (scope === null) return (waiter.state & (AWAITING | YIELDING)) !== 0;
  if (scope.caller !== waiter) return false; // it has left the scope
  const within = scopeWithin(wait);
  return within === null || isSuspended(within);
}

/** The scope that a coroutine is in: its body runs, or is suspended. */
function scopeWithin(wait: Wait | undefined): ScopeCoroutine<unknown> | null {
  const scope = wait?.scope ?? null;
  return scope !== null && scope.caller === wait!.waiter && scope.body !== null && scope.state & BODY_ENTERED
    ? scope
    : null;
}

/** The calls that a coroutine is in: the places, innermost first, and the name of what it waits in. */
export function callsOf(coroutine: Resumable): Calls {
  const wait = waits.get(coroutine);
  const own = chainOf(wait?.waiter ?? coroutine)
    .map((key) => places.get(key))
    .filter((place) => place !== undefined);
  const scope = scopeWithin(wait);
  if (scope === null) return { what: isSuspended(coroutine) ? wait!.what : null, places: own };
  const inner = callsOf(scope);
  return { what: inner.what, places: [...inner.places, ...own] };
}

/** Notes where the code stands that runs now and has asked for it. Returned is the coroutine that it belongs to. */
export function noteRunning(): Resumable | null {
  const stack = takeStack();
  const { length } = segmentsOf(stack, true);
  let segment = 0;
  let { coroutine } = running;
  for (;;) {
    for (const key of coroutine === null ? [] : chainOf(coroutine)) {
      // What lies further out has not moved since it was noted.
      if (segment < length) places.set(key, new Place(stack, segment++));
    }
    if (!(coroutine instanceof ScopeCoroutine)) return coroutine === null ? null : inPerson(coroutine);
    coroutine = coroutine.caller;
  }
}

/** The frames of a coroutine, innermost first, and the coroutine itself. */
function chainOf(coroutine: Resumable): object[] {
  const chain: object[] = [];
  if (coroutine.state & FRAMED) {
    for (let frame = coroutine.body; frame instanceof Frame; frame = frame.outer) chain.push(frame);
  }
  return coroutine instanceof StandIn ? [...chain, ...chainOf(coroutine.standsFor)] : [...chain, coroutine];
}

/** The innermost chain of calls of a coroutine. */
function innermost(coroutine: Resumable): object {
  if (coroutine.state & FRAMED) return coroutine.body as object;
  return coroutine instanceof StandIn ? innermost(coroutine.standsFor) : coroutine;
}

function inPerson(coroutine: Resumable): Resumable {
  return coroutine instanceof StandIn ? inPerson(coroutine.standsFor) : coroutine;
}

function noteBirth(coroutine: Coroutine): void {
  const stack = settings.enableCreationStackTraces ? takeStack() : null;
  births.set(coroutine, { number: ++count, stack });
  if (!turnEnds) queueMicrotask(letGoOfNewest);
  turnEnds = true;
  newest.set(count, coroutine);
  if (known.size + newest.size >= nextSweep) nextSweep = Math.max(liveCoroutines().length * 2, FIRST_SWEEP);
}

function noteWait(waiter: Resumable, what: string, scope: ScopeCoroutine<unknown> | null): void {
  waits.set(inPerson(waiter), { what, waiter, scope });
}

function notePlace(waiter: Resumable, place: Place): void {
  places.set(innermost(waiter), place);
  latest = place;
}

/** The prototypes, with what the types of their classes hide. */
const jobs = JobSupport.prototype;
const suspensions = CancellableSuspension.prototype as unknown as {
  readonly what: string;
  begin(coroutine: Resumable): boolean;
};
const scopes = ScopeCoroutine.prototype;
const frames = Frame.prototype as unknown as { enter(): IteratorResult<Suspension, unknown> };
const yields = Object.getPrototypeOf(yieldNow()) as { next(): IteratorResult<Suspension, void> };

/** Puts in what notes. Returned is what takes it out again. */
export function attachProbes(): () => void {
  const { attachTo } = jobs;
  const { begin } = suspensions;
  const { next } = scopes;
  const { enter } = frames;
  const { next: yieldOnce } = yields;

  jobs.attachTo = function (this: JobSupport, parent: JobSupport | null): void {
    // A scope within a coroutine is part of it. That of runBlocking is in none.
    if (this instanceof Coroutine && !(this instanceof ScopeCoroutine && this.caller !== null)) noteBirth(this);
    attachTo.call(this, parent);
  };

  suspensions.begin = function inWait(this: { readonly what: string }, coroutine: Resumable): boolean {
    const hasToWait = begin.call(this as typeof suspensions, coroutine);
    if (hasToWait) {
      noteWait(coroutine, this.what, null);
      notePlace(coroutine, new Place(takeStack(), 0));
    }
    return hasToWait;
  };

  yields.next = function inYield(this: typeof yields): IteratorResult<Suspension, void> {
    const { coroutine } = running;
    const result = yieldOnce.call(this);
    if (!result.done && coroutine !== null) {
      noteWait(coroutine, 'yieldNow', null);
      notePlace(coroutine, new Place(takeStack(), 0));
    }
    return result;
  };

  scopes.next = function inScope(this: ScopeCoroutine<unknown>): IteratorResult<Suspension, never> {
    const { coroutine } = running;
    const isFirst = coroutine !== null && this.caller === null && !(this.state & BODY_ENTERED);
    if (isFirst) noteWait(coroutine, this.scopeKind.what, this);
    const result = next.call(this) as IteratorResult<Suspension, never>;
    if (isFirst && !result.done) notePlace(coroutine, new Place(takeStack(), 0));
    return result;
  };

  frames.enter = function inFrame(this: typeof frames): IteratorResult<Suspension, unknown> {
    const { coroutine } = running;
    // One that is begun in the call of a block becomes no frame.
    const caller = coroutine === null || typeof coroutine.body === 'function' ? null : innermost(coroutine);
    const result = enter.call(this);
    if (!result.done && latest !== null && caller !== null) {
      const place = latest.caller();
      places.set(caller, place);
      latest = caller instanceof Frame ? place : null;
    }
    return result;
  };

  learnFrom(takeSamples());
  forgetAll();

  return () => {
    jobs.attachTo = attachTo;
    suspensions.begin = begin;
    scopes.next = next;
    frames.enter = enter;
    yields.next = yieldOnce;
    forgetAll();
  };
}

function forgetAll(): void {
  known.clear();
  newest.clear();
  births = new WeakMap();
  waits = new WeakMap();
  places = new WeakMap();
  latest = null;
  count = 0;
  nextSweep = FIRST_SWEEP;
}
