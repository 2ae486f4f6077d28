import { range } from '../../harness/async-generators.mjs';

async function* zip(first, second) {
  for await (const a of first) {
    const { done, value } = await second.next();
    if (done) return;
    yield a + value;
  }
}

export default async function flowZip(meter, elements) {
  let inOrder = 0;
  meter.start();
  for await (const sum of zip(range(elements), range(elements))) if (sum === 2 * inOrder) inOrder++;
  meter.stop();
  return inOrder;
}
