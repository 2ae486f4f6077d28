import { describe, expect, test } from 'vitest';
import { type Waiter, WaitQueue } from '../../src/sync/wait-queue.js';
import { randomOf } from '../random.js';

class Numbered implements Waiter {
  queue: object | null = null;
  nextWaiter: Waiter | null = null;
  previousWaiter: Waiter | null = null;

  constructor(readonly number: number) {}
}

const waiters = (count: number) => Array.from({ length: count }, (_, i) => new Numbered(i));

function queueOf(several: readonly Numbered[]): WaitQueue<Numbered> {
  const queue = new WaitQueue<Numbered>();
  for (const waiter of several) queue.add(waiter);
  return queue;
}

/** Takes all out. */
function numbers(queue: WaitQueue<Numbered>): number[] {
  const taken: number[] = [];
  for (let next = queue.shift(); next !== null; next = queue.shift()) taken.push(next.number);
  return taken;
}

describe('a wait queue', () => {
  test('gives its waiters in the order of arrival', () => {
    const queue = queueOf(waiters(5));
    expect(queue.isEmpty).toBe(false);
    expect(numbers(queue)).toEqual([0, 1, 2, 3, 4]);
    expect([queue.isEmpty, queue.shift()]).toEqual([true, null]);
  });

  test('keeps the others in order whoever leaves', () => {
    for (let first = 0; first < 4; first++) {
      for (let second = 0; second < 4; second++) {
        const several = waiters(4);
        const queue = queueOf(several);
        queue.remove(several[first]!);
        queue.remove(several[second]!);
        queue.add(new Numbered(4));
        expect(numbers(queue)).toEqual([0, 1, 2, 3, 4].filter((n) => n !== first && n !== second));
      }
    }
  });

  test('ignores who is not in it, or in another', () => {
    const [one, two] = waiters(2) as [Numbered, Numbered];
    const queue = queueOf([one]);
    const other = queueOf([two]);
    queue.remove(two);
    queue.remove(new Numbered(2));
    expect([numbers(queue), numbers(other)]).toEqual([[0], [1]]);
  });

  test('has no hold on those who have left, nor they on it', () => {
    const several = waiters(3);
    const queue = queueOf(several);
    queue.remove(several[1]!);
    queue.shift();
    queue.shift();
    for (const { queue: where, nextWaiter, previousWaiter } of several) {
      expect([where, nextWaiter, previousWaiter]).toEqual([null, null, null]);
    }
    expect(queue).toEqual(new WaitQueue());
  });

  test('may be joined again by who has left', () => {
    const several = waiters(3);
    const queue = queueOf(several);
    queue.remove(several[0]!);
    queue.add(several[0]!);
    expect(numbers(queue)).toEqual([1, 2, 0]);
  });

  test('lets anyone leave in a few steps, however long', () => {
    let steps = 0;
    /** Counts how often anybody looks at its links or changes them. */
    class Counting extends Numbered {
      constructor(number: number) {
        super(number);
        for (const link of ['nextWaiter', 'previousWaiter'] as const) {
          let other: Waiter | null = null;
          Object.defineProperty(this, link, {
            get() {
              steps++;
              return other;
            },
            set(value: Waiter | null) {
              steps++;
              other = value;
            },
          });
        }
      }
    }
    const most = [10, 1000, 100_000].map((length) => {
      const several = Array.from({ length }, (_, i) => new Counting(i));
      const queue = queueOf(several);
      let worst = 0;
      for (const waiter of randomOf(1).shuffled(several)) {
        steps = 0;
        queue.remove(waiter);
        worst = Math.max(worst, steps);
      }
      expect(queue.isEmpty).toBe(true);
      return worst;
    });
    expect(most).toEqual([most[0], most[0], most[0]]);
  });
});
