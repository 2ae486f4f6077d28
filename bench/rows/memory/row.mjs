/** What the heap holds for each of many coroutines that wait in a delay, after a garbage collection. */
export default {
  place: 7,
  section: 'Coroutines',
  unit: 'B',
  sizes: ['coroutines'],
  operations: (coroutines) => coroutines,
  result: (coroutines) => coroutines,
  seconds: 20,
  cases: [
    {
      title: 'heap of a coroutine in delay',
      sizes: [500_000],
      quick: [10_000],
      reduced: { effection: [20_000] },
    },
  ],
};
