import { type CoroutineScope, CoroutineStart, type Flow, type Job, type Suspend } from 'suspendable';
import { step } from '../../perform.js';

/** Subscribes at once: whatever is emitted after this call reaches `action`. */
export function subscribe<T>(
  scope: CoroutineScope,
  flow: Flow<T>,
  action: (value: T) => Suspend<unknown> | unknown,
): Job {
  return scope.launch({ start: CoroutineStart.UNDISPATCHED }, () => flow.collect(action));
}

/** Subscribes at once, noting what comes. */
export function listen(scope: CoroutineScope, flow: Flow<unknown>, name = 'got'): Job {
  return subscribe(scope, flow, (value) => step(name, value));
}
