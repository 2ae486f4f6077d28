// A flow is a sequence that may suspend: five numbers, one a second, and no thread is blocked meanwhile. Making the flow takes no
// time and runs nothing; collecting it does.

import { type CoroutineScope, delay, type Flow, flow, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A flow';
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
  return produce().collect((number) => println(number));
}
