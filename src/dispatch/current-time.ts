import { runningCoroutine } from '../suspend/running.js';
import { now as hostNow } from './host.js';

/** The time in ms that the running coroutine's delays go by. `what` is called in it, for the message of misuse. */
export function currentTime(what: string): number {
  return runningCoroutine(what).interceptor.delay?.now?.() ?? hostNow();
}
