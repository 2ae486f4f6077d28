/**
 * Coroutines take a mutex in turn, and each yields while it has it: all others wait. What they count would be lost without
 * the mutex.
 */
export default {
  place: 13,
  section: 'Mutex and semaphore',
  unit: 'ns',
  sizes: ['coroutines', 'times each'],
  operations: (coroutines, times) => coroutines * times,
  result: (coroutines, times) => coroutines * times,
  seconds: 6,
  cases: [
    {
      title: 'mutex, 100 coroutines that lock, yield, unlock',
      sizes: [100, 3000],
      quick: [100, 100],
      reduced: { effect: [100, 100], 'async-mutex': [100, 300] },
    },
  ],
};
