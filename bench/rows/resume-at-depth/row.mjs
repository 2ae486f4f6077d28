/**
 * A coroutine that yields at the bottom of many suspend functions, none of them a tail call, in turn with a partner that
 * yields at depth 1; an operation is one yield of each.
 */
export default {
  place: 4,
  section: 'Coroutines',
  unit: 'ns',
  sizes: ['deep', 'yields'],
  operations: (_depth, yields) => yields,
  result: (depth, yields) => depth + 1 + 2 * yields,
  cases: [1, 10, 100, 1000].map((depth) => ({
    title: `resume at depth ${depth}, and a partner`,
    sizes: [depth, 300_000],
    quick: [depth, 1000],
    reduced: {
      effection: [depth, Math.round(fewYields(depth) / 3)],
      'suspendable-plain-delegation': [depth, fewYields(depth)],
    },
  })),
  remarks: {
    effection: 'has no yield: an action that is resolved at once goes to the end of the same queue',
    promises: 'await of a value that is there, a microtask',
  },
};

/** Fewer the deeper, for those that walk through all of the depth at each resume. */
function fewYields(depth) {
  return Math.min(300_000, 3_000_000 / depth);
}
