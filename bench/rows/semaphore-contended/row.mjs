/** Coroutines take a permit each in turn and yield while they have it. At no time may more of them be at work than permits. */
export default {
  place: 15,
  section: 'Mutex and semaphore',
  unit: 'ns',
  sizes: ['coroutines', 'permits', 'times each'],
  operations: (coroutines, _permits, times) => coroutines * times,
  result: (coroutines, _permits, times) => coroutines * times,
  seconds: 6,
  cases: [
    {
      title: 'semaphore, 100 coroutines, 10 permits',
      sizes: [100, 10, 3000],
      quick: [100, 10, 100],
      reduced: { effect: [100, 10, 100], 'async-mutex': [100, 10, 300], 'p-queue': [100, 10, 500] },
    },
  ],
};
