import { describe, expect, test } from 'vitest';
import type { TimerSlot, TimerTask } from '../../src/context/context.js';
import { Timers } from '../../src/dispatch/timers.js';

class Task implements TimerTask {
  slot: TimerSlot | null = null;
  constructor(readonly name: string) {}
  fire(): void {}
}

function takeAll(timers: Timers, now = Infinity): string[] {
  const names: string[] = [];
  for (let task = timers.take(now); task !== undefined; task = timers.take(now)) names.push((task as Task).name);
  return names;
}

/** How many objects a structure holds on to, tasks it could still give out aside. */
function heldSlots(timers: Timers): number {
  const { buckets, heap } = timers as unknown as {
    buckets: Map<number, { tasks: unknown[] }>;
    heap: { tasks: unknown[] }[];
  };
  const all = new Set([...buckets.values(), ...heap]);
  return heap.length + [...all].reduce((sum, bucket) => sum + bucket.tasks.length, 0);
}

describe('timers', () => {
  test('tasks come out by time, then in their order', () => {
    const timers = new Timers();
    for (const [time, name] of [
      [30, 'e'],
      [10, 'b'],
      [20, 'd'],
      [10, 'c'],
      [5, 'a'],
      [30, 'f'],
    ] as const) {
      timers.add(time, new Task(name));
    }
    expect(timers.nextTime).toBe(5);
    expect(takeAll(timers)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(timers.nextTime).toBe(undefined);
  });

  test('a thousand times in disorder come out sorted', () => {
    const timers = new Timers();
    const times = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1009);
    for (const time of times) timers.add(time, new Task(String(time)));
    expect(takeAll(timers).map(Number)).toEqual([...times].sort((a, b) => a - b));
  });

  test('only what is due is taken', () => {
    const timers = new Timers();
    timers.add(10, new Task('a'));
    timers.add(20, new Task('b'));
    expect(takeAll(timers, 9)).toEqual([]);
    expect(takeAll(timers, 19)).toEqual(['a']);
    expect(timers.size).toBe(1);
    expect(timers.nextTime).toBe(20);
  });

  test('a removed task does not come out', () => {
    const timers = new Timers();
    const tasks = ['a', 'b', 'c'].map((name) => new Task(name));
    for (const task of tasks) timers.add(10, task);
    tasks[1]!.slot!.remove(tasks[1]!);
    expect(tasks[1]!.slot).toBe(null);
    expect(timers.size).toBe(2);
    expect(takeAll(timers)).toEqual(['a', 'c']);
  });

  test('one emptied time stays for the next task, without its tasks', () => {
    const timers = new Timers();
    for (let time = 1; time <= 100; time++) {
      for (let i = 0; i < 3; i++) {
        const task = new Task('gone');
        timers.add(time, task);
        task.slot!.remove(task);
      }
      expect(heldSlots(timers)).toBe(1);
    }
    timers.add(100, new Task('a'));
    timers.add(50, new Task('b'));
    expect(takeAll(timers)).toEqual(['b', 'a']);
    expect(heldSlots(timers)).toBe(0);
  });

  test('a time that was taken out is not added to again', () => {
    const timers = new Timers();
    timers.add(10, new Task('a'));
    const taken = timers.takeBucket(10)!;
    timers.add(10, new Task('b'));
    expect((taken.take() as Task).name).toBe('a');
    expect(taken.take()).toBe(undefined);
    expect(takeAll(timers)).toEqual(['b']);
  });

  test('removing a task a second time changes nothing', () => {
    const timers = new Timers();
    const [a, b] = [new Task('a'), new Task('b')];
    timers.add(10, a);
    timers.add(10, b);
    const slot = a.slot!;
    slot.remove(a);
    slot.remove(a);
    expect(timers.size).toBe(1);
    expect(takeAll(timers)).toEqual(['b']);
    slot.remove(b); // taken
    expect(timers.size).toBe(0);
  });

  test('a time whose tasks were all removed is skipped', () => {
    const timers = new Timers();
    const [a, b] = [new Task('a'), new Task('b')];
    timers.add(10, a);
    timers.add(20, b);
    a.slot!.remove(a);
    expect(timers.nextTime).toBe(20);
    timers.add(10, new Task('c'));
    expect(takeAll(timers)).toEqual(['c', 'b']);
  });

  test('removing the last task is told, once', () => {
    let emptied = 0;
    const timers = new Timers(() => emptied++);
    const [a, b] = [new Task('a'), new Task('b')];
    timers.add(10, a);
    timers.add(20, b);
    a.slot!.remove(a);
    expect(emptied).toBe(0);
    b.slot!.remove(b);
    expect(emptied).toBe(1);
  });

  test('a taken bucket gives its tasks and counts no more', () => {
    const timers = new Timers();
    const [a, b, c] = [new Task('a'), new Task('b'), new Task('c')];
    for (const task of [a, b, c]) timers.add(10, task);
    expect(timers.takeBucket(9)).toBe(undefined);
    const bucket = timers.takeBucket(10)!;
    expect(timers.size).toBe(0);
    expect(bucket.take()).toBe(a);
    b.slot!.remove(b);
    expect(timers.size).toBe(0);
    expect(bucket.take()).toBe(c);
    expect(bucket.take()).toBe(undefined);
  });

  test('a task added for the time of a taken bucket waits', () => {
    const timers = new Timers();
    timers.add(10, new Task('a'));
    const bucket = timers.takeBucket(10)!;
    timers.add(10, new Task('b'));
    expect((bucket.take() as Task).name).toBe('a');
    expect(bucket.take()).toBe(undefined);
    expect(takeAll(timers)).toEqual(['b']);
  });

  test('a bucket can be filled while it is emptied', () => {
    const timers = new Timers();
    const names: string[] = [];
    timers.add(10, new Task('0'));
    for (let i = 1; i <= 5000; i++) {
      timers.add(10, new Task(String(i)));
      names.push((timers.take(10) as Task).name);
    }
    expect(names).toEqual(Array.from({ length: 5000 }, (_, i) => String(i)));
    expect(heldSlots(timers)).toBeLessThan(3000);
  });

  test('removed tasks of one time give their slots back', () => {
    const timers = new Timers();
    const keep = new Task('keep');
    timers.add(10, keep);
    for (let i = 0; i < 10_000; i++) {
      const task = new Task('gone');
      timers.add(10, task);
      task.slot!.remove(task);
    }
    expect(heldSlots(timers)).toBeLessThan(100);
    expect(takeAll(timers)).toEqual(['keep']);
  });

  test('removed tasks of many times give their slots back', () => {
    const timers = new Timers();
    timers.add(-1, new Task('keep'));
    for (let i = 0; i < 10_000; i++) {
      const task = new Task('gone');
      timers.add(i, task);
      task.slot!.remove(task);
    }
    expect(heldSlots(timers)).toBeLessThan(100);
    expect(takeAll(timers)).toEqual(['keep']);
  });

  test('random additions and removals keep the order', () => {
    const timers = new Timers();
    const model: { time: number; order: number; task: Task }[] = [];
    const out: string[] = [];
    const expected: string[] = [];
    let seed = 1;
    const random = (n: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * n);
    };
    for (let i = 0; i < 5000; i++) {
      const what = random(4);
      if (what < 2) {
        const entry = { time: random(60), order: i, task: new Task(String(i)) };
        model.push(entry);
        timers.add(entry.time, entry.task);
      } else if (what === 2 && model.length > 0) {
        const [{ task }] = model.splice(random(model.length), 1) as unknown as [{ task: Task }];
        task.slot!.remove(task);
      } else if (model.length > 0) {
        model.sort((a, b) => a.time - b.time || a.order - b.order);
        expected.push(model.shift()!.task.name);
        out.push((timers.take(Infinity) as Task).name);
      }
      expect(timers.size).toBe(model.length);
    }
    expect(out).toEqual(expected);
  });
});
