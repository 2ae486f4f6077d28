/** Coroutines send to one rendezvous channel, and coroutines receive from it until it is closed. */
export default {
  place: 10,
  section: 'Channels and select',
  unit: 'ns',
  sizes: ['senders', 'receivers', 'elements'],
  operations: (_senders, _receivers, elements) => elements,
  result: (senders, _receivers, elements) => senders * sumBelow(elements / senders),
  seconds: 6,
  cases: [
    {
      title: 'channel, fan-in from 100 coroutines',
      sizes: [100, 1, 500_000],
      quick: [100, 1, 10_000],
      reduced: { effect: [100, 1, 100_000] },
    },
    {
      title: 'channel, fan-out to 100 coroutines',
      sizes: [1, 100, 500_000],
      quick: [1, 100, 10_000],
      reduced: { effect: [1, 100, 100_000] },
    },
  ],
};

function sumBelow(n) {
  return (n * (n - 1)) / 2;
}
