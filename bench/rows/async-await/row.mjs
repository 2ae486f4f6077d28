/** Starts coroutines that compute a value, and awaits each. */
export default {
  place: 2,
  section: 'Coroutines',
  unit: 'ns',
  sizes: ['coroutines', 'live'],
  operations: (coroutines) => coroutines,
  result: (coroutines, live) => (coroutines / live) * sumBelow(live),
  cases: [
    {
      title: 'async + await, one at a time',
      sizes: [200_000, 1],
      quick: [10_000, 1],
      reduced: { effection: [20_000, 1] },
    },
    {
      title: 'async + await, 100 live',
      sizes: [300_000, 100],
      quick: [10_000, 100],
      reduced: { effection: [20_000, 100] },
    },
    {
      title: 'async + await, a million live',
      sizes: [1_000_000, 1_000_000],
      quick: [10_000, 10_000],
      seconds: 20,
      reduced: { effection: [20_000, 20_000] },
    },
  ],
  remarks: {
    promises: 'an async function is called; it runs at once, on the stack of the caller',
  },
};

function sumBelow(n) {
  return (n * (n - 1)) / 2;
}
