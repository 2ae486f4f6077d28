/** A coroutine that lets others run inside `try`, and cleans up in `finally`, again and again. */
export default {
  place: 8.2,
  section: 'Ordinary style',
  unit: 'ns',
  sizes: ['coroutines', 'times each'],
  operations: (coroutines, times) => coroutines * times,
  result: (coroutines, times) => coroutines * times,
  cases: [{ title: 'yield in try, count in finally, in a function', sizes: [1000, 500], quick: [100, 100] }],
};
