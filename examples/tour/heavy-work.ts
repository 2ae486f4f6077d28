// A coroutine without a suspension point never lets another one have a go.
// The first runs to completion before the second gets a chance.

import type { CoroutineScope } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Heavy CPU work without a suspension point';
export const expected = ['first 1', 'first 2', 'first 3', 'second 1', 'second 2', 'second 3'];

export function main({ launch }: CoroutineScope, { println }: Output): void {
  const heavyCpuWork = (name: string) => {
    for (let step = 1; step <= 3; step++) {
      println(`${name} ${step}`); // stands for compute()
    }
  };

  launch(() => heavyCpuWork('first'));
  launch(() => heavyCpuWork('second'));
}
