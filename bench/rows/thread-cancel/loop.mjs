import { isActive } from '../../suspendable.mjs';

/** Says in shared memory that it has begun. */
export function loop(begun) {
  Atomics.store(begun, 0, 1);
  Atomics.notify(begun, 0);
  let rounds = 0;
  while (isActive()) rounds++;
  return rounds;
}
