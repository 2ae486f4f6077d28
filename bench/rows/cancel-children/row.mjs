/** Cancels a parent whose children all wait and have a `finally` each, and waits until all are done. */
export default {
  place: 6,
  section: 'Coroutines',
  unit: 'ms',
  sizes: ['coroutines', 'ms of delay'],
  operations: (coroutines) => coroutines / 1_000_000,
  result: (coroutines) => coroutines,
  seconds: 24,
  cases: [
    {
      title: 'cancel 1,000,000 children',
      sizes: [1_000_000, 0],
      quick: [10_000, 0],
      reduced: { effection: [20_000, 0], promises: [100_000, 0] },
    },
    {
      title: 'cancel 1,000,000 children in delay',
      sizes: [1_000_000, 3_600_000],
      quick: [10_000, 3_600_000],
      reduced: { effection: [20_000, 3_600_000], promises: [100_000, 3_600_000] },
    },
  ],
  remarks: {
    promises: 'have no parent: each task has an AbortController of its own, aborted in a loop',
  },
};
