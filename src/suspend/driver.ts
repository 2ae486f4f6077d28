/*
 * Runs the code of coroutines. A coroutine's body runs until it suspends (the one result SUSPENDED comes out) or ends; on
 * resumption the innermost suspended call is asked to go on, and it is that call itself that then returns its value or
 * throws. So nothing is passed into generators, and `finally` blocks see an ordinary exception.
 */
import { handleCoroutineException } from '../context/handle-exception.js';
import { describe } from '../internal/describe.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { addSuppressed } from '../internal/suppressed.js';
import type { Block, Suspend, Suspension } from './continuation.js';
import { generatorNext, isSuspend, OWN_GENERATOR, SUSPENDED, suspendKind, VALUE } from './results.js';
import { type CallFrame, FRAMED, GENERATOR, IN_CALL, type Resumable } from './resumable.js';
import { running } from './running.js';

/** How many bodies may be entered one within another before the stack is spared: a third of what Node's default holds. */
const DEEP = 200;
let depth = 0;

/** Whether a body that need not be entered in this very call should rather be dispatched. */
export function isDeep(): boolean {
  return depth >= DEEP;
}

/** Enters the body of a coroutine and runs it until it suspends or ends. */
export function enter(coroutine: Resumable): void {
  const outer = running.coroutine;
  depth++;
  try {
    running.coroutine = coroutine;
    let next = enterBody(coroutine);
    // What the block returned may be a call that it has begun, and that was resumed meanwhile: see step. It first says that it waits.
    if (running.coroutine === null && next === coroutine) {
      next = step(coroutine);
      if (coroutine.body !== null) next = coroutine;
    }
    while (next !== null) next = step(next);
  } finally {
    depth--;
    running.coroutine = outer;
  }
}

/** Runs a suspended coroutine until it suspends again or ends. */
export function resume(coroutine: Resumable): void {
  const outer = running.coroutine;
  if (outer === coroutine) {
    // Its dispatcher runs it in the very call that suspends it. That call must return first: see step.
    running.coroutine = null;
    return;
  }
  let next: Resumable | null = coroutine;
  while (next !== null) next = step(next);
  running.coroutine = outer;
}

function enterBody(coroutine: Resumable): Resumable | null {
  let result: unknown;
  try {
    result = (coroutine.body as Block<Resumable, unknown>)(coroutine);
    // A scope is a suspend call, but not to its own block.
    const kind = result === coroutine ? VALUE : suspendKind(result);
    if (kind !== VALUE) {
      coroutine.body = result as Suspend<unknown>;
      if (kind === OWN_GENERATOR) coroutine.state |= GENERATOR;
      return coroutine;
    }
    if (isPromise(result)) {
      coroutine.body = coroutine.waitForPromise(result);
      return coroutine;
    }
  } catch (thrown) {
    return end(coroutine, thrown, true);
  }
  return end(coroutine, result, false);
}

/** Runs one coroutine until it suspends or ends; returns a coroutine that goes on in its place. */
function step(coroutine: Resumable): Resumable | null {
  running.coroutine = coroutine;
  let misuse: IllegalStateException | null = null;
  for (;;) {
    const frame = coroutine.state & FRAMED ? (coroutine.body as CallFrame) : null;
    const callee = frame === null ? (coroutine.body as Suspend<unknown>) : frame.callee;
    let result: IteratorResult<Suspension, unknown>;
    try {
      const error = misuse;
      misuse = null;
      // Each generator function gives its generators a hidden class of their own: to look for their method costs V8 3 ns.
      if (error !== null) result = pointOut(error, callee);
      else if (frame === null && coroutine.state & GENERATOR) result = generatorNext.call(callee);
      else result = callee.next();
    } catch (thrown) {
      if (frame === null) return end(coroutine, thrown, true);
      frame.finish(coroutine, thrown, true);
      continue;
    }
    // By its value: V8 hands the result itself through each yield*, JavaScriptCore (Bun, Safari) makes a new one.
    if (result.value === SUSPENDED.value) {
      if (running.coroutine === coroutine) return null;
      running.coroutine = coroutine; // resumed meanwhile
    } else if (!result.done) misuse = yieldedWithoutStar(result.value);
    else if (frame === null) return end(coroutine, result.value, false);
    else frame.finish(coroutine, result.value, false);
  }
}

/** Throws the error of a misuse where it was made. Iterators of others (`yield* [1, 2]`) have no way to be told. */
function pointOut(error: IllegalStateException, callee: Suspend<unknown>): IteratorResult<Suspension, unknown> {
  if (callee.throw === undefined) throw error;
  try {
    return callee.throw(error);
  } catch (thrown) {
    // The host says of such an iterator within a generator that it lacks `throw`.
    if (thrown === error || !(thrown instanceof TypeError)) throw thrown;
    addSuppressed(error, thrown);
    throw error;
  }
}

function end(coroutine: Resumable, result: unknown, failed: boolean): Resumable | null {
  coroutine.body = null;
  coroutine.state &= ~FRAMED;
  try {
    return coroutine.bodyEnded(result, failed);
  } catch (thrown) {
    // A handler of a plain job above. Whoever starts the coroutine in its own call gets it; whoever resumes it could do nothing.
    if (coroutine.state & IN_CALL) throw thrown;
    handleCoroutineException(coroutine.coroutineContext, thrown);
    return null;
  }
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function';
}

function yieldedWithoutStar(value: unknown): IllegalStateException {
  return new IllegalStateException(
    isSuspend(value)
      ? 'A coroutine yielded a suspend call instead of running it. Suspend functions are called with yield*, with the star: yield* delay(100)'
      : `A coroutine yielded ${describe(value)}. Only suspend calls can be yielded, with the star: yield* delay(100)`,
  );
}
