import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Waiter, WaitQueue } from '../../src/sync/wait-queue.js';
import { randomOf } from '../random.js';

class Numbered implements Waiter {
  place = 0;

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

/** How many places its array has. */
const roomOf = (queue: WaitQueue<Numbered>) => (queue as unknown as { ring: unknown[] }).ring.length;

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

  test('has no hold on those who have left', () => {
    const several = waiters(3);
    const queue = queueOf(several);
    queue.remove(several[1]!);
    queue.shift();
    expect(inspect(queue, { depth: 3 }).match(/Numbered/g)).toHaveLength(1);
    queue.shift();
    expect(inspect(queue, { depth: 3 })).not.toContain('Numbered');
  });

  test('gives its room back when most have left, though one stays', () => {
    const several = waiters(100_000);
    const queue = queueOf(several);
    for (const waiter of several.slice(1)) queue.remove(waiter);
    expect(roomOf(queue)).toBeLessThan(64);
    expect(numbers(queue)).toEqual([0]);
  });

  test('needs no more room for many who come and leave one after the other', () => {
    const [stays, ...others] = waiters(100_000) as [Numbered, ...Numbered[]];
    const queue = queueOf([stays]);
    for (const waiter of others) {
      queue.add(waiter);
      queue.remove(waiter);
    }
    expect(roomOf(queue)).toBeLessThan(64);
    const last = new Numbered(-1);
    queue.add(last);
    expect(numbers(queue)).toEqual([0, -1]);
  });

  test('does as a plain list does, whatever comes', () => {
    const random = randomOf(7);
    for (let round = 0; round < 50; round++) {
      const queue = new WaitQueue<Numbered>();
      const list: Numbered[] = [];
      for (let step = 0, most = random.below(200); step < 1000; step++) {
        const kind = random.below(3);
        if (kind === 0 && list.length < most) {
          const waiter = new Numbered(step);
          queue.add(waiter);
          list.push(waiter);
        } else if (kind === 1 && list.length > 0) {
          const [left] = list.splice(random.below(list.length), 1);
          queue.remove(left!);
        } else expect(queue.shift()).toBe(list.shift() ?? null);
        expect(queue.isEmpty).toBe(list.length === 0);
      }
      expect(numbers(queue)).toEqual(list.map((waiter) => waiter.number));
    }
  });

  test('may be joined again by who has left', () => {
    const several = waiters(3);
    const queue = queueOf(several);
    queue.remove(several[0]!);
    queue.add(several[0]!);
    expect(numbers(queue)).toEqual([1, 2, 0]);
  });

  test('lets anyone leave in a few steps, however long, taken over all', () => {
    let steps = 0;
    /** Counts how often anybody looks at its place or changes it. */
    class Counting extends Numbered {
      constructor(number: number) {
        super(number);
        let own = 0;
        Object.defineProperty(this, 'place', {
          get() {
            steps++;
            return own;
          },
          set(value: number) {
            steps++;
            own = value;
          },
        });
      }
    }
    for (const length of [10, 1000, 100_000]) {
      const several = Array.from({ length }, (_, i) => new Counting(i));
      const queue = queueOf(several);
      steps = 0;
      for (const waiter of randomOf(1).shuffled(several)) queue.remove(waiter);
      expect(queue.isEmpty).toBe(true);
      expect(steps / length).toBeGreaterThanOrEqual(1);
      expect(steps / length).toBeLessThan(1.5);
    }
  });
});
