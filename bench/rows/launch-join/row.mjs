/** Starts coroutines whose block does next to nothing, and joins each. */
export default {
  place: 1,
  section: 'Coroutines',
  unit: 'ns',
  sizes: ['coroutines', 'live'],
  operations: (coroutines) => coroutines,
  result: (coroutines) => coroutines,
  cases: [
    {
      title: 'launch + join, a million live',
      sizes: [1_000_000, 1_000_000],
      quick: [10_000, 10_000],
      seconds: 20,
      reduced: { effection: [20_000, 20_000] },
    },
    {
      title: 'launch + join, 100 live',
      sizes: [300_000, 100],
      quick: [10_000, 100],
      reduced: { effection: [20_000, 100] },
    },
  ],
  remarks: {
    promises: 'an async function is called; it runs at once, on the stack of the caller',
  },
};
