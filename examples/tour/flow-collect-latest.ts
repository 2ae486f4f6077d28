// A new number cancels what is still being done for the one before: only the last one is done in time.

import { type CoroutineScope, delay, type Flow, flow, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Collecting the latest';
export const expected = ['5'];

function produce(): Flow<number> {
  return flow<number>(function* ({ emit }) {
    for (let i = 1; i <= 5; i++) {
      yield* delay(1000);
      yield* emit(i);
    }
  });
}

export function main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  return produce().collectLatest(function* (number) {
    yield* delay(3000);
    println(number);
  });
}
