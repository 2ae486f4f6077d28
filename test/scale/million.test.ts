import { awaitCancellation, delay, Job, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, perform, step } from '../perform.js';

const MILLION = 1_000_000;

describe('a million suspended coroutines', () => {
  it('are cancelled with their parent, all of them', () => {
    const steps = perform(function* ({ launch }) {
      let ended = 0;
      const parent = new Job();
      const count = () => ended++;
      for (let i = 0; i < MILLION; i++) launch(parent, awaitCancellation).invokeOnCompletion(count);
      yield* yieldNow();
      step(flags(parent), ended);
      yield* parent.cancelAndJoin();
      step(flags(parent), ended);
    });
    expect(steps).toEqual(['active 0', `completed cancelled ${MILLION}`, 'end']);
  });

  it('of delays end in the order of their times', () => {
    const steps = perform(function* ({ launch }) {
      let ended = 0;
      let last = 0;
      let inOrder = true;
      const body = (millis: number) =>
        function* () {
          yield* delay(millis);
          inOrder &&= last <= millis;
          last = millis;
          ended++;
        };
      const parent = launch(({ launch }) => {
        for (let i = 0; i < MILLION / 4; i++) launch(body(1 + ((i * 7919) % 1000)));
      });
      yield* parent.join();
      step(ended, inOrder);
    });
    expect(steps).toEqual([`${MILLION / 4} true`, 'end']);
  });
});
