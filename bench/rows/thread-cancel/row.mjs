/** From `cancel()` to the end of a call that computes without a pause and asks `isActive()`; the worst of a hundred as well. */
export default {
  place: 43,
  section: 'Threads',
  unit: 'ns',
  sizes: ['cancellations'],
  operations: (cancellations) => cancellations,
  result: (cancellations) => cancellations,
  cases: [{ title: 'cancel a loop on another thread', sizes: [100], quick: [5] }],
};
