/** One coroutine emits to a shared flow with a buffer of 64; each of its collectors counts what it gets. */
export default {
  place: 28,
  section: 'Flows',
  unit: 'ns',
  sizes: ['elements', 'collectors'],
  operations: (elements) => elements,
  result: (elements, collectors) => elements * collectors,
  seconds: 6,
  cases: [
    { title: 'shared flow, 1 collector', sizes: [2_000_000, 1], quick: [10_000, 1], reduced: { effect: [200_000, 1] } },
    {
      title: 'shared flow, 10 collectors',
      sizes: [500_000, 10],
      quick: [1_000, 10],
      reduced: { effect: [50_000, 10] },
    },
    {
      title: 'shared flow, 100 collectors',
      sizes: [50_000, 100],
      quick: [100, 100],
      reduced: { effect: [5_000, 100] },
    },
  ],
  remarks: {
    rxjs: 'a `Subject`: `next` calls all subscribers, there is no buffer',
    effect: 'a bounded `PubSub`',
  },
};
