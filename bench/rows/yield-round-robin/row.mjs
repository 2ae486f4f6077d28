/** Coroutines that do nothing but let each other run. */
export default {
  place: 3,
  section: 'Coroutines',
  unit: 'ns',
  sizes: ['coroutines', 'yields each'],
  operations: (coroutines, yields) => coroutines * yields,
  result: (coroutines, yields) => coroutines * yields,
  cases: [
    {
      title: 'yield, 1000 coroutines in turn',
      sizes: [1000, 1000],
      quick: [100, 100],
      reduced: { effection: [1000, 100] },
    },
  ],
  remarks: {
    effection: 'has no yield: an action that is resolved at once goes to the end of the same queue',
    promises: 'await of a value that is there, a microtask',
  },
};
