/** The same as a rendezvous of channel-pipe in a program that uses coroutines, scopes, jobs and channels of many kinds: see style-many-kinds. */
export default {
  place: 8.5,
  section: 'Ordinary style',
  unit: 'ns',
  sizes: ['elements'],
  operations: (elements) => elements,
  result: (elements) => elements,
  cases: [{ title: 'channel, rendezvous, among many kinds of coroutines', sizes: [500_000], quick: [10_000] }],
};
