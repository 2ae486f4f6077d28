/*
 * The event loop of a thread: one FIFO queue of runnables and the timers, under all dispatchers of the thread.
 *
 * It has two drivers. By default the host drives it: a first runnable asks the host for a turn, and a turn ends after a
 * slice of time, so that host timers, I/O and rendering get theirs. Under `runBlocking` the blocked call drives it and
 * parks the thread until the next timer.
 *
 * Timers that are due run behind the runnables queued long before, and ahead of those queued since they were due: a
 * block that computes for too long finds its timeout over at its next suspension. Reading the clock at each dispatch would
 * cost more than the dispatch. So the clock is read between runnables, timers found due go where the queue ended when it was
 * read before, and while timers wait no runnable is run that was queued since.
 */
import type { TimerTask } from '../context/context.js';
import { EmptyCoroutineContext } from '../context/elements.js';
import { handleCoroutineException } from '../context/handle-exception.js';
import { RingBuffer } from '../internal/ring-buffer.js';
import { renewRunning } from '../suspend/running.js';
import type { Runnable } from './dispatcher.js';
import { hostTimer, macrotask, now, park } from './host.js';
import { type TimerBucket, Timers } from './timers.js';
import { runNextUnconfined } from './unconfined.js';

/** How long (ms) one turn may keep the thread from the host. */
const SLICE = 0.5;
/** The clock is read after at most this many runnables, and after fewer when they turn out to be slow. */
const LONGEST_STRIDE = 256;
/** After how many runnables, and as many as the queue is long, the objects that hold them are made anew: see {@link renew}. */
const RENEWED_EACH = 4096;

/** Timers that are due. They are fired when as many runnables were taken from the queue as `position` says. */
interface DueTimers {
  readonly bucket: TimerBucket;
  readonly position: number;
}

/** What other threads have sent to this one. A thread that blocks takes it by itself. */
export interface Mail {
  /** Whether any is waited for. */
  readonly isExpected: boolean;
  /** Takes what has come. Whether there was any. */
  take(): boolean;
  /** Blocks the thread for `millis` ms, or until something comes. */
  park(millis: number): void;
}

/** Filled by the floor of worker threads, where a program has any. */
export const mailSlot: { mail: Mail | null } = { mail: null };

const queue = new RingBuffer<Runnable>();
const timers = new Timers(() => {
  if (!draining) stopWaking();
});
/** The first timers that are due. */
let due: DueTimers | undefined;
/** Those behind them. */
const linedUp = new RingBuffer<DueTimers>();
/** How many runnables were taken from the queue so far. */
let taken = 0;
/** How many when {@link renew} did so last. */
let renewedAt = 0;
/** Where the queue ended when the clock was read. */
let knownEnd = 0;
/** A turn of the host is asked for, or is under way. */
let scheduled = false;
let draining = false;
let wakeTime = Infinity;
let stopHostTimer = (): void => {};

/** Queues a runnable on this thread. */
export function enqueue(runnable: Runnable): void {
  queue.push(runnable);
  askForTurn();
}

/** Has `task` fire after `millis` ms. Never too early, and in whole ms after the loop's start: see timers.ts. */
export function schedule(millis: number, task: TimerTask): void {
  if (millis === Infinity) return;
  timers.add(Math.ceil(now() + millis), task);
  knownEnd = taken + queue.size; // what was queued before a timer was set comes before it, however late it is read
  if (!draining) wakeForTimers();
}

function askForTurn(): void {
  if (scheduled) return;
  scheduled = true;
  beginTurn();
}

/**
 * In a microtask of its own, even from a macrotask: V8 prepares a report for each exception that is thrown under a timer or an
 * immediate, caught or not, and a cancellation then takes three times as long.
 */
function beginTurn(): void {
  queueMicrotask(turn);
}

/**
 * Now and then makes the objects anew that hold each coroutine in its turn. To V8's collector they have become old, and most
 * coroutines are young: each store of something young into something old has to be noted down, which takes 2 to 3 ns, twice
 * in a resumption of 30.
 */
function renew(): void {
  if (taken - renewedAt < queue.mask + RENEWED_EACH) return;
  if (due === undefined) {
    // Counted anew, unless timers are lined up by the count: above 2^31 V8 makes an object of each number.
    knownEnd -= taken;
    taken = 0;
  }
  renewedAt = taken;
  queue.resize(queue.mask + 1);
  renewRunning();
}

/** A turn of the host. */
function turn(): void {
  const end = now() + SLICE;
  let stride = 1;
  draining = true;
  renew();
  try {
    let before = lineUpDueTimers();
    for (;;) {
      for (let i = 0; i < stride; i++) if (!runNext() || mustReadClock()) break;
      if (isIdle()) break;
      const after = lineUpDueTimers();
      if (after >= end) break;
      // Twice as many next time while that stays well below the slice, half as many when it does not.
      if ((after - before) * 8 < SLICE) stride = Math.min(stride * 2, LONGEST_STRIDE);
      else stride = Math.max(stride >> 1, 1);
      before = after;
    }
  } finally {
    draining = false;
    scheduled = !isIdle();
    if (scheduled) macrotask(beginTurn);
    wakeForTimers();
  }
}

/** Nothing waits for its turn. */
export function isIdle(): boolean {
  return queue.size === 0 && due === undefined;
}

/** What would run next was queued after the clock was read, and timers may be due that come before it. */
function mustReadClock(): boolean {
  return taken >= knownEnd && timers.size > 0 && due === undefined;
}

/** Runs one runnable, or fires one timer. False when there is none. */
function runNext(): boolean {
  try {
    while (due !== undefined && due.position <= taken) {
      const task = due.bucket.take();
      if (task !== undefined) {
        task.fire();
        return true;
      }
      due = linedUp.shift();
    }
    const next = queue.shift();
    if (next === undefined) return false;
    taken++;
    next.run();
  } catch (thrown) {
    // Coroutines never throw here; a runnable that a user gave to a dispatcher may. The loop goes on.
    handleCoroutineException(EmptyCoroutineContext, thrown);
  }
  return true;
}

/** Reads the clock and lines up the timers that are due. Returns the time. */
function lineUpDueTimers(): number {
  const time = now();
  for (let bucket = timers.takeBucket(time); bucket !== undefined; bucket = timers.takeBucket(time)) {
    const next: DueTimers = { bucket, position: knownEnd };
    if (due === undefined) due = next;
    else linedUp.push(next);
  }
  knownEnd = taken + queue.size;
  return time;
}

function wakeForTimers(): void {
  const next = timers.nextTime ?? Infinity;
  if (next === wakeTime) return;
  stopWaking();
  if (next === Infinity) return;
  wakeTime = next;
  stopHostTimer = hostTimer(next - now(), () => {
    wakeTime = Infinity;
    askForTurn();
  });
}

function stopWaking(): void {
  stopHostTimer();
  wakeTime = Infinity;
}

/** What was dispatched by now is not left to the host, which may get no turn for long: the cleanup of detached coroutines. */
function runWhatIsQueued(): void {
  const end = taken + queue.size;
  while (taken < end && (runNextUnconfined() || runNext()));
}

/** Drives the loop in the caller's own call until `done` says so. False: nothing is left that this thread could run. */
export function blockUntil(done: () => boolean): boolean {
  const wasDraining = draining;
  draining = true;
  try {
    for (let i = 0; !done(); i++) {
      const { mail } = mailSlot;
      if (timers.size > 0 && (i % 16 === 0 || mustReadClock())) lineUpDueTimers();
      if (i % 16 === 0) {
        mail?.take();
        if (!wasDraining) renew();
      }
      if (runNextUnconfined() || runNext() || mail?.take() === true) continue;
      const expectsMail = mail?.isExpected === true;
      if (timers.size === 0 && !expectsMail) return false;
      const wait = (timers.nextTime ?? Infinity) - now();
      if (wait > 0) {
        if (expectsMail) mail.park(wait);
        else park(wait);
      }
      lineUpDueTimers();
    }
    if (!wasDraining) runWhatIsQueued();
    return true;
  } finally {
    draining = wasDraining;
    if (!draining) {
      if (!isIdle()) askForTurn();
      wakeForTimers();
    }
  }
}
