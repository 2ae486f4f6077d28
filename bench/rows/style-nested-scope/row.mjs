/** Two parts of an answer, computed by two coroutines of a scope of their own, one answer after the other. */
export default {
  place: 8.3,
  section: 'Ordinary style',
  unit: 'ns',
  sizes: ['scopes'],
  operations: (scopes) => scopes,
  result: (scopes) => scopes * scopes,
  cases: [{ title: 'coroutineScope with two async and await', sizes: [100_000], quick: [5_000] }],
  remarks: {
    promises: 'two calls and Promise.all; nothing is cancelled when one fails',
  },
};
