import { describe, expect, test } from 'vitest';
import { RingBuffer } from '../../src/internal/ring-buffer.js';

function drain<T>(buffer: RingBuffer<T>): T[] {
  const items: T[] = [];
  while (buffer.size > 0) items.push(buffer.shift()!);
  return items;
}

describe('the ring buffer', () => {
  test('the oldest element comes out first', () => {
    const buffer = new RingBuffer<number>();
    for (const n of [1, 2, 3]) buffer.push(n);
    expect(buffer.size).toBe(3);
    expect(drain(buffer)).toEqual([1, 2, 3]);
  });

  test('an empty one gives undefined', () => {
    const buffer = new RingBuffer<number>();
    expect(buffer.shift()).toBe(undefined);
    buffer.push(1);
    buffer.shift();
    expect(buffer.shift()).toBe(undefined);
    expect(buffer.size).toBe(0);
  });

  for (const count of [1, 63, 64, 65, 1000, 20_000]) {
    test(`${count} elements keep their order through wrap-around and growth`, () => {
      const buffer = new RingBuffer<number>();
      for (let i = 0; i < 40; i++) buffer.push(-1);
      for (let i = 0; i < 40; i++) buffer.shift();
      for (let i = 0; i < count; i++) buffer.push(i);
      expect(buffer.size).toBe(count);
      expect(drain(buffer)).toEqual(Array.from({ length: count }, (_, i) => i));
    });
  }

  test('pushing and shifting in turn never grows it', () => {
    const buffer = new RingBuffer<number>();
    buffer.push(0);
    for (let i = 1; i <= 10_000; i++) {
      buffer.push(i);
      expect(buffer.shift()).toBe(i - 1);
    }
    expect((buffer as unknown as { items: unknown[] }).items.length).toBe(64);
  });

  test('a taken element is not held any more', () => {
    const buffer = new RingBuffer<object>();
    const item = {};
    buffer.push(item);
    buffer.push({});
    buffer.shift();
    expect((buffer as unknown as { items: unknown[] }).items).not.toContain(item);
  });

  test('a burst gives its memory back when it is drained', () => {
    const buffer = new RingBuffer<number>();
    for (let i = 0; i < 100_000; i++) buffer.push(i);
    drain(buffer);
    expect((buffer as unknown as { items: unknown[] }).items.length).toBe(64);
    buffer.push(1);
    expect(drain(buffer)).toEqual([1]);
  });

  test('undefined is an element like any other', () => {
    const buffer = new RingBuffer<undefined>();
    buffer.push(undefined);
    expect(buffer.size).toBe(1);
    expect(buffer.shift()).toBe(undefined);
    expect(buffer.size).toBe(0);
  });
});
