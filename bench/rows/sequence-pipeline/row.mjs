/**
 * A sequence of numbers goes through three or ten operators, and what comes out is combined to one number. `source` is where the
 * numbers come from: 0 a list, 1 `generateSequence` or what is like it, 2 a block that yields them.
 */
const sources = ['a list', 'a function', 'a generator'];
/** A list is shorter: one of ten million numbers keeps the JVM's collector busy, which is not what is measured. */
const elements = [1_000_000, 10_000_000, 10_000_000];
const few = 1_000_000;

export default {
  place: 20,
  section: 'Sequences',
  unit: 'ns',
  sizes: ['elements', 'source', 'operators'],
  operations: (elements) => elements,
  result: (elements, _source, operators) => expected(elements, operators),
  seconds: 6,
  cases: [3, 10].flatMap((operators) =>
    sources.map((name, source) => ({
      title: `sequence of ${name}, ${operators} operators`,
      sizes: [elements[source], source, operators],
      quick: [10_000, source, operators],
      reduced: { ix: [few, source, operators], generators: [few, source, operators] },
    })),
  ),
};

/** The same by loops: the even numbers up to `elements`, or what the further operators make of them, combined by exclusive or. */
function expected(elements, operators) {
  let result = 0;
  let last = -1;
  for (let i = 0; i < elements / 2; i++) {
    const value = 2 * (i + 1);
    const own = operators === 3 ? value : ((value + i) ^ 5) & 0xfffff;
    if (operators === 3) result ^= own;
    else if (last >= 0) result ^= own + last;
    last = own;
  }
  return result;
}
