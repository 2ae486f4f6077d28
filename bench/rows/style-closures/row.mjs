/** The first program of every guide: a scope that is taken apart, and a block written where it is launched. */
export default {
  place: 8.1,
  section: 'Ordinary style',
  unit: 'ns',
  sizes: ['coroutines', 'live'],
  operations: (coroutines) => coroutines,
  result: (coroutines) => (coroutines * (coroutines - 1)) / 2,
  cases: [{ title: 'a block in a loop that closes over its variable', sizes: [100_000, 100], quick: [10_000, 100] }],
  remarks: {
    promises: 'an async arrow function is called; it runs at once, on the stack of the caller',
  },
};
