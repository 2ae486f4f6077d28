/**
 * One coroutine sends in bursts and yields after each; another receives what is left of them. The last element of each
 * burst must arrive.
 */
export default {
  place: 9,
  section: 'Channels and select',
  unit: 'ns',
  sizes: ['elements', 'a burst'],
  operations: (elements) => elements,
  result: (elements, burst) => elements / burst,
  seconds: 6,
  cases: [
    {
      title: 'channel, conflated, bursts of 10',
      sizes: [1_000_000, 10],
      quick: [10_000, 10],
      reduced: { effect: [200_000, 10] },
    },
  ],
};
