/** Takes the first elements of a flow without end, again and again, and adds them up. */
export default {
  place: 19.5,
  section: 'Flows',
  unit: 'ns',
  sizes: ['flows', 'taken'],
  operations: (flows, taken) => flows * taken,
  result: (flows, taken) => flows * taken,
  seconds: 8,
  cases: [
    {
      title: 'flow, take from one without end',
      sizes: [1, 5_000_000],
      quick: [1, 10_000],
      reduced: { effect: [1, 100_000], ix: [1, 500_000], 'async-generators': [1, 500_000] },
    },
    {
      title: 'flow, take 10 of each of many',
      sizes: [100_000, 10],
      quick: [1_000, 10],
      reduced: { effect: [2_000, 10], ix: [10_000, 10], 'async-generators': [20_000, 10] },
    },
  ],
};
