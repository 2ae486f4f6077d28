/** A flow of flows, 16 of which are collected at the same time; the elements are counted. */
export default {
  place: 21,
  section: 'Flows',
  unit: 'ns',
  sizes: ['flows', 'elements'],
  operations: (flows, elements) => flows * elements,
  result: (flows, elements) => flows * elements,
  seconds: 6,
  cases: [
    {
      title: 'flow, flatMapMerge of 1,000 flows of 1,000',
      sizes: [1000, 1000],
      quick: [20, 100],
      reduced: { effect: [100, 1000] },
    },
  ],
};
