/*
 * Resuming without a dispatch must not nest: a coroutine that resumes another in its own call, which resumes a third,
 * would grow the stack and would interrupt each of them half way. So the first such resumption opens a loop, and those
 * that come up while it runs wait in its queue until the coroutine before them has reached its next suspension or end.
 */
import type { ResumeTask } from '../context/context.js';
import { RingBuffer } from '../internal/ring-buffer.js';

const queue = new RingBuffer<ResumeTask>();
let active = false;

/** Runs the task now, or in its turn if this call is made from within such a run. */
export function runUnconfined(task: ResumeTask): void {
  if (active) {
    queue.push(task);
    return;
  }
  active = true;
  try {
    task.runInPlace();
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) next.run();
  } finally {
    active = false;
  }
}

/** Puts the task behind what waits in the loop. False when nothing waits: there is nobody to give the turn to. */
export function yieldUnconfined(task: ResumeTask): boolean {
  if (queue.size === 0) return false;
  queue.push(task);
  return true;
}

/** Runs one waiting task. A thread that blocks inside of the loop drives it so. */
export function runNextUnconfined(): boolean {
  const task = queue.shift();
  if (task === undefined) return false;
  task.run();
  return true;
}
