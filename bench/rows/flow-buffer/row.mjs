/** Elements made in one coroutine and used in another, with a buffer between the two; those in order are counted. */
export default {
  place: 24,
  section: 'Flows',
  unit: 'ns',
  sizes: ['elements', 'capacity'],
  operations: (elements) => elements,
  result: (elements) => elements,
  seconds: 6,
  cases: [
    { title: 'flow, buffer(64)', sizes: [2_000_000, 64], quick: [10_000, 64], reduced: { effect: [200_000, 64] } },
  ],
};
