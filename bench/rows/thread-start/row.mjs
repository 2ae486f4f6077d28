/** The first call of a pool: a thread starts, loads the module and answers. */
export default {
  place: 44,
  section: 'Threads',
  unit: 'ms',
  sizes: ['threads'],
  operations: (threads) => threads,
  result: (threads) => threads,
  cases: [{ title: 'first call on a new thread', sizes: [5], quick: [1] }],
};
