/** Two flows combined, element by element; the last result is checked. */
export default {
  place: 22,
  section: 'Flows',
  unit: 'ns',
  sizes: ['elements'],
  operations: (elements) => elements,
  result: (elements) => 2 * (elements - 1),
  seconds: 6,
  cases: [{ title: 'flow, combine of two', sizes: [300_000], quick: [5000], reduced: { effect: [50_000] } }],
  remarks: {
    rxjs: 'first runs all of one source, then all of the other',
  },
};
