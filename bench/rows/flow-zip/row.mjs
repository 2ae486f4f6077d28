/** The sums of the elements of two flows in pairs; those that are right are counted. */
export default {
  place: 23,
  section: 'Flows',
  unit: 'ns',
  sizes: ['elements'],
  operations: (elements) => elements,
  result: (elements) => elements,
  seconds: 6,
  cases: [
    {
      title: 'flow, zip of two',
      sizes: [500_000],
      quick: [5000],
      reduced: { effect: [100_000], 'async-generators': [100_000] },
    },
  ],
  remarks: {
    rxjs: 'first runs all of one source, keeping its elements, then all of the other',
    effect: 'given as streams of chunks, each an array of elements',
  },
};
