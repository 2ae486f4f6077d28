/** One coroutine sends, another receives all until the channel is closed, and counts those that come in order. */
export default {
  place: 8,
  section: 'Channels and select',
  unit: 'ns',
  sizes: ['elements', 'capacity'],
  operations: (elements) => elements,
  result: (elements) => elements,
  seconds: 6,
  cases: [
    { title: 'channel, rendezvous', sizes: [500_000, 0], quick: [10_000, 0], reduced: { effect: [100_000, 0] } },
    { title: 'channel, buffered(16)', sizes: [1_000_000, 16], quick: [10_000, 16], reduced: { effect: [100_000, 16] } },
    {
      title: 'channel, unlimited',
      sizes: [1_000_000, Infinity],
      quick: [10_000, Infinity],
      reduced: { effect: [200_000, Infinity] },
    },
  ],
};
