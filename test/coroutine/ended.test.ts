import { Channel, Job, run } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { isAlive } from '../garbage.js';

/** Jobs that have ended, with something that their coroutines had. */
const ways: Record<string, () => Promise<[Job, WeakRef<object>]>> = {
  'the block that was cancelled before it began': async () => {
    // Whoever cancels is on the stack trace of the cancellation, with all that it has.
    const [job, held] = await run(({ launch }) => {
      const held = {};
      return [launch({ start: 'lazy', context: new Job() }, () => void held), new WeakRef(held)] as const;
    });
    job.cancel();
    return [job, held];
  },
  'the channel whose loop it has left': () =>
    run(function* ({ launch }) {
      const channel = new Channel<number>();
      const job = launch(function* () {
        const elements = channel.iterator();
        while (yield* elements.hasNext()) if (elements.next() === 1) return;
      });
      job.invokeOnCompletion(() => {});
      yield* channel.send(1);
      yield* job.join();
      return [job, new WeakRef(channel)];
    }),
};

describe('a job that has ended', () => {
  it.each(Object.entries(ways))('does not hold %s', async (_, end) => {
    const [job, held] = await end();
    expect(await isAlive(held)).toBe(false);
    expect(job.isCompleted).toBe(true);
  });
});
