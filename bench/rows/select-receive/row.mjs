/** A coroutine selects the next element from any of several rendezvous channels, which a coroutine each feeds. */
export default {
  place: 11,
  section: 'Channels and select',
  unit: 'ns',
  sizes: ['channels', 'elements'],
  operations: (_channels, elements) => elements,
  result: (channels, elements) => channels * sumBelow(elements / channels),
  seconds: 6,
  cases: [
    { title: 'select over 2 channels', sizes: [2, 200_000], quick: [2, 10_000] },
    { title: 'select over 8 channels', sizes: [8, 100_000], quick: [8, 8000] },
  ],
  absent: {
    effect: 'its queues have no select, and a race of takes may take from several',
  },
};

function sumBelow(n) {
  return (n * (n - 1)) / 2;
}
