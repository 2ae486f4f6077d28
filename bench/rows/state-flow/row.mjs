/** A state is set again and again, and each time its collectors get a turn to see it. */
export default {
  place: 29,
  section: 'Flows',
  unit: 'ns',
  sizes: ['elements', 'collectors'],
  operations: (elements) => elements,
  result: (elements, collectors) => elements * collectors,
  seconds: 6,
  cases: [
    { title: 'state flow, 1 collector', sizes: [1_000_000, 1], quick: [10_000, 1] },
    { title: 'state flow, 10 collectors', sizes: [200_000, 10], quick: [1_000, 10] },
    { title: 'state flow, 100 collectors', sizes: [20_000, 100], quick: [100, 100] },
  ],
  remarks: {
    rxjs: 'a `BehaviorSubject`: `next` calls all subscribers, nothing is conflated',
  },
};
