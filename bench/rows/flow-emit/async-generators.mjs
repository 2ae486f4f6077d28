async function* range(end) {
  for (let i = 0; i < end; i++) yield i;
}

async function* map(source, fn) {
  for await (const element of source) yield fn(element);
}

async function* filter(source, predicate) {
  for await (const element of source) if (predicate(element)) yield element;
}

export default async function flowEmit(meter, elements) {
  let count = 0;
  meter.start();
  const numbers = map(range(elements), (n) => n + 1);
  for await (const _ of filter(numbers, (n) => (n & 1) === 0)) count++;
  meter.stop();
  return count;
}
