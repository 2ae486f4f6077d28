// With a buffer the flow runs beside its collector: after 1 s for the first number it is 3 s for each.

import { type CoroutineScope, delay, type Flow, flow, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A flow with a buffer';
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
  return produce()
    .buffer()
    .collect(function* (number) {
      yield* delay(3000);
      println(number);
    });
}
