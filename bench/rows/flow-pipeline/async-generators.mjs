async function* range(end) {
  for (let i = 0; i < end; i++) yield i;
}

async function* map(source, fn) {
  for await (const element of source) yield fn(element);
}

async function* filter(source, predicate) {
  for await (const element of source) if (predicate(element)) yield element;
}

export default async function flowPipeline(meter, elements) {
  let count = 0;
  let numbers = range(elements);
  for (let i = 0; i < 5; i++)
    numbers = filter(
      map(numbers, (n) => n + 1),
      (n) => n > 0,
    );
  meter.start();
  for await (const _ of numbers) count++;
  meter.stop();
  return count;
}
