/** The same with functions that could suspend and do not. */
export default {
  place: 19,
  section: 'Flows',
  unit: 'ns',
  sizes: ['elements'],
  operations: (elements) => elements,
  result: (elements) => elements,
  seconds: 8,
  cases: [
    {
      title: 'flow, ten operators of suspend functions',
      sizes: [1_000_000],
      quick: [10_000],
      reduced: { rxjs: [50_000], effect: [50_000], ix: [100_000], 'async-generators': [100_000] },
    },
  ],
  remarks: {
    rxjs: 'the functions are async, joined by `concatMap`',
    effect: 'the functions give effects',
  },
};
