/** Coroutines that all wait for one second: the whole time until the last of them is done. */
const tooMany = 'one host timer and a scope each: a million needs minutes';

export default {
  place: 5,
  section: 'Coroutines',
  unit: 'ms',
  sizes: ['coroutines', 'ms'],
  operations: () => 1,
  result: (coroutines) => coroutines,
  seconds: 24,
  cases: [
    { title: '100,000 × delay(1 s)', sizes: [100_000, 1000], quick: [1000, 100] },
    {
      title: '1,000,000 × delay(1 s)',
      sizes: [1_000_000, 1000],
      quick: [10_000, 100],
      absent: { effection: tooMany },
    },
  ],
};
