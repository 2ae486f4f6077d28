/** One coroutine takes one of ten permits, counts and gives it back; nobody else wants it. */
export default {
  place: 14,
  section: 'Mutex and semaphore',
  unit: 'ns',
  sizes: ['times'],
  operations: (times) => times,
  result: (times) => times,
  seconds: 6,
  cases: [
    {
      title: 'semaphore, uncontended',
      sizes: [3_000_000],
      quick: [10_000],
      reduced: { effect: [200_000], 'async-mutex': [50_000], 'p-queue': [50_000] },
    },
  ],
};
