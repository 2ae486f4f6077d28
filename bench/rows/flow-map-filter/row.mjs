/** A flow over a range of numbers through `map` and `filter`, counted. */
export default {
  place: 16,
  section: 'Flows',
  unit: 'ns',
  sizes: ['elements'],
  operations: (elements) => elements,
  result: (elements) => elements / 2,
  seconds: 8,
  cases: [
    {
      title: 'flow, map + filter over a range',
      sizes: [10_000_000],
      quick: [10_000],
      reduced: { effect: [200_000], ix: [1_000_000], 'async-generators': [1_000_000] },
    },
  ],
  remarks: {
    effect: 'given as a stream of chunks, each an array of elements',
  },
};
