/** A flow over numbers through five `map` and five `filter` that keep all, counted. */
export default {
  place: 18,
  section: 'Flows',
  unit: 'ns',
  sizes: ['elements'],
  operations: (elements) => elements,
  result: (elements) => elements,
  seconds: 8,
  cases: [
    {
      title: 'flow, ten operators of plain functions',
      sizes: [1_000_000],
      quick: [10_000],
      reduced: { effect: [100_000], ix: [100_000], 'async-generators': [100_000] },
    },
  ],
};
