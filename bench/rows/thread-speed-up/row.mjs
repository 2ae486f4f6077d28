/** Counts the primes in 32 pieces: on this thread, and on two others at once. */
export default {
  place: 42,
  section: 'Threads',
  unit: 'ms',
  sizes: ['limit', 'pieces'],
  operations: () => 1,
  result: (limit) => (limit === 64_000 ? 6413 : 121_127),
  seconds: 12,
  cases: [{ title: 'primes below 1,600,000', sizes: [1_600_000, 32], quick: [64_000, 32] }],
};
