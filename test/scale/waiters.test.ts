/* So many waiters that leaving a queue by a walk along it, 5 * 10^10 steps here, would be noticed. */
import { Channel, Job, Mutex, Semaphore, type Suspend, select, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../perform.js';
import { randomOf } from '../random.js';

const MILLION = 1_000_000;
const LEAVING = 100_000;

describe('of a million who wait, 100,000 leave in any order', () => {
  const channel = () => new Channel<number>();

  interface Queue {
    /** Waits in it; returns when it is served. */
    wait(number: number): Suspend<unknown>;
    /** Serves everyone who waits. */
    serve(count: number): Suspend<unknown>;
  }

  const queues: Record<string, () => Queue> = {
    'to receive': () => {
      const empty = channel();
      return {
        wait: () => empty.receive(),
        *serve(count) {
          for (let i = 0; i < count; i++) if (empty.trySend(i).isFailure) step('nobody', i);
        },
      };
    },
    'to send': () => {
      const full = channel();
      return {
        wait: (number) => full.send(number),
        *serve(count) {
          let last = -1;
          for (let i = 0; i < count; i++) {
            const number = full.tryReceive().getOrThrow();
            if (number <= last) step('out of order', number);
            last = number;
          }
        },
      };
    },
    'in a select': () => {
      const [one, other] = [channel(), channel()];
      return {
        wait: (number) =>
          select(
            one.onReceive(() => {}),
            other.onSend(number, () => {}),
          ),
        *serve(count) {
          for (let i = 0; i < count / 2; i++) {
            if (one.trySend(i).isFailure || other.tryReceive().isFailure) step('nobody', i);
          }
        },
      };
    },
    'for a lock': () => {
      const mutex = new Mutex(true);
      return {
        *wait() {
          yield* mutex.lock();
          mutex.unlock();
        },
        *serve() {
          mutex.unlock();
        },
      };
    },
    'for a permit': () => {
      const semaphore = new Semaphore(3, 3);
      return {
        *wait() {
          yield* semaphore.acquire();
          semaphore.release();
        },
        *serve() {
          for (let i = 0; i < 3; i++) semaphore.release();
        },
      };
    },
  };

  it.each(Object.entries(queues))(
    '%s',
    (_where, make) => {
      const steps = perform(function* ({ launch }) {
        const queue = make();
        let served = 0;
        let last = -1;
        function* client(number: number): Suspend<void> {
          yield* queue.wait(number);
          if (number < last) step('out of order', number);
          last = number;
          served++;
        }
        const parent = new Job();
        const jobs = Array.from({ length: MILLION }, (_, number) => launch(parent, () => client(number)));
        yield* yieldNow();
        for (const job of randomOf(1).shuffled(jobs).slice(0, LEAVING)) job.cancel();
        yield* yieldNow();
        step([...parent.children].length, 'wait', served, 'served');
        yield* queue.serve(MILLION - LEAVING);
        parent.complete();
        yield* parent.join();
        step(served, 'served');
      });
      expect(steps).toEqual([`${MILLION - LEAVING} wait 0 served`, `${MILLION - LEAVING} served`, 'end']);
    },
    120_000,
  );
});
