// The code of a flow and its collector take turns: 1 s to emit and 3 s to collect make 4 s for each number.

import { type CoroutineScope, delay, type Flow, flow, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A flow and a slow collector';
export const expected = ['1', '2', '3', '4', '5'];

function produce(): Flow<number> {
  return flow<number>(function* ({ emit }) {
    for (let i = 1; i <= 5; i++) {
      yield* delay(1000);
      yield* emit(i);
    }
  });
}

export function main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  return produce().collect(function* (number) {
    yield* delay(3000);
    println(number);
  });
}
