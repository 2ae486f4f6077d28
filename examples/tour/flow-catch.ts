// catch gets what the flow above it fails with, and can go on in its place.

import { type CoroutineScope, flow, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A flow that fails';
export const expected = ['1', 'caught: out of numbers', '0'];

export function main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  return flow<number>(function* ({ emit }) {
    yield* emit(1);
    throw new Error('out of numbers');
  })
    .catch(function* (error, { emit }) {
      println(`caught: ${(error as Error).message}`);
      yield* emit(0);
    })
    .collect((number) => println(number));
}
