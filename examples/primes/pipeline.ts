// Three stages: cutting the work into blocks, working on several of them at once, handing on the results in order. A stage never runs
// far ahead of the next one: when the last one is slow, no blocks are cut that nobody waits for.

import { type Flow, flow, type Suspend } from 'suspendable';

export interface Block {
  readonly from: number;
  readonly to: number;
}

export interface Counted extends Block {
  /** How many there are from 0 to below `to`. */
  readonly total: number;
}

/** The numbers from 0 to below `limit` in blocks of `size`. */
export const blocksOf = (limit: number, size: number): Flow<Block> =>
  flow<Block>(function* ({ emit }) {
    for (let from = 0; from < limit; from += size) yield* emit({ from, to: Math.min(from + size, limit) });
  });

/** Counts in all blocks, in `atOnce` of them at a time, and adds up in their order. */
export const countIn = (
  blocks: Flow<Block>,
  atOnce: number,
  count: (block: Block) => Suspend<number>,
): Flow<Counted> => {
  const counts = blocks.mapParallel(atOnce, function* (block) {
    return { block, count: yield* count(block) };
  });
  return counts
    .scan<Counted | null>(null, (before, { block, count }) => ({ ...block, total: (before?.total ?? 0) + count }))
    .filterNotNull();
};
