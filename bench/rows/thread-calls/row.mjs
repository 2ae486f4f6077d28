/** Calls of a function that only adds, on two other threads: what a call costs. */
export default {
  place: 40,
  section: 'Threads',
  unit: 'ns',
  sizes: ['calls', 'live'],
  operations: (calls) => calls,
  result: (calls) => (calls * (calls - 1)) / 2 + calls,
  cases: [
    { title: 'call on another thread, one at a time', sizes: [10_000, 1], quick: [500, 1] },
    { title: 'call on another thread, 100 live', sizes: [20_000, 100], quick: [1000, 100] },
    { title: 'call on another thread, 10,000 live', sizes: [20_000, 10_000], quick: [1000, 1000] },
  ],
};
