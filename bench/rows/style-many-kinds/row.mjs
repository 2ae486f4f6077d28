/**
 * The same as style-nested-scope in a program that uses coroutines, scopes, jobs and channels of many kinds. They share code, and a
 * compiler that has seen them all there knows less of each.
 */
export default {
  place: 8.4,
  section: 'Ordinary style',
  unit: 'ns',
  sizes: ['scopes'],
  operations: (scopes) => scopes,
  result: (scopes) => scopes * scopes,
  cases: [
    {
      title: 'coroutineScope with two async and await, among many kinds of coroutines',
      sizes: [100_000],
      quick: [5_000],
    },
  ],
};
