/** Code that emits numbers one by one, through `map` and `filter`, counted. */
export default {
  place: 17,
  section: 'Flows',
  unit: 'ns',
  sizes: ['elements'],
  operations: (elements) => elements,
  result: (elements) => elements / 2,
  seconds: 8,
  cases: [
    {
      title: 'flow, map + filter over emitted elements',
      sizes: [10_000_000],
      quick: [10_000],
      reduced: { ix: [1_000_000], 'async-generators': [1_000_000] },
    },
  ],
  remarks: {
    rxjs: 'the code does not wait for what is downstream: `next` returns nothing to wait for',
  },
};
