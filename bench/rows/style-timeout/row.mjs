/** A call that is quick, with a time limit around it, as around every request. */
export default {
  place: 8.4,
  section: 'Ordinary style',
  unit: 'ns',
  sizes: ['times'],
  operations: (times) => times,
  result: (times) => times,
  cases: [{ title: 'withTimeout around a function that yields once', sizes: [200_000], quick: [5_000] }],
  remarks: {
    promises: 'Promise.race with a timer that is cleared; the loser goes on',
  },
};
