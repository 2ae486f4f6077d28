// Conflated, a flow runs beside its collector too, and what comes while that is busy gives way to the latest.

import { type CoroutineScope, delay, type Flow, flow, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A conflated flow';
export const expected = ['1', '3', '5'];

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
    .conflate()
    .collect(function* (number) {
      yield* delay(3000);
      println(number);
    });
}
