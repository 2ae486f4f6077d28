import { range } from '../../harness/async-generators.mjs';

async function* map(source, fn) {
  for await (const element of source) yield await fn(element);
}

async function* filter(source, predicate) {
  for await (const element of source) if (await predicate(element)) yield element;
}

async function increment(n) {
  return n + 1;
}

async function isPositive(n) {
  return n > 0;
}

export default async function flowPipelineSuspend(meter, elements) {
  let count = 0;
  let numbers = range(elements);
  for (let i = 0; i < 5; i++) numbers = filter(map(numbers, increment), isPositive);
  meter.start();
  for await (const _ of numbers) count++;
  meter.stop();
  return count;
}
