// Chance that repeats itself: the same seed, the same numbers.

export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** One of several. */
  of<T>(several: readonly T[]): T;
  /** The same elements in another order. */
  shuffled<T>(several: readonly T[]): T[];
}

export function randomOf(seed: number): Random {
  let state = seed;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return {
    below,
    of: (several) => several[below(several.length)]!,
    shuffled(several) {
      const order = [...several];
      for (let i = order.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      return order;
    },
  };
}

/** The seeds that a randomised test runs with. */
export const seeds: readonly number[] = Array.from({ length: 20 }, (_, i) => i + 1);
