import { asSequence, generateSequence, sequence } from '../../suspendable.mjs';

export default function sequencePipeline(meter, elements, source, operators) {
  const list = source === 0 ? Array.from({ length: elements }, (_, i) => i) : [];
  function* counting() {
    for (let i = 0; i < elements; i++) yield i;
  }
  meter.start();
  const numbers = [() => asSequence(list), () => generateSequence(0, (n) => n + 1), () => sequence(counting)][source]();
  const even = numbers
    .map((n) => n + 1)
    .filter((n) => n % 2 === 0)
    .take(elements / 2);
  const piped = operators === 3 ? even : further(even);
  const result = piped.fold(0, (combined, value) => combined ^ value);
  meter.stop();
  return result;
}

function further(even) {
  let seen = 0;
  return even
    .mapIndexed((index, value) => value + index)
    .onEach(() => seen++)
    .filterNot((value) => value < 0)
    .map((value) => (value ^ 5) & 0xfffff)
    .takeWhile((value) => value >= 0)
    .dropWhile((value) => value < 0)
    .zipWithNext((a, b) => a + b);
}
