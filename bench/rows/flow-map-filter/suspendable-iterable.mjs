import { asFlow, run } from '../../suspendable.mjs';

function* range(end) {
  for (let i = 0; i < end; i++) yield i;
}

export default async function flowMapFilter(meter, elements) {
  return await run(function* () {
    meter.start();
    const count = yield* asFlow(range(elements))
      .map((n) => n + 1)
      .filter((n) => (n & 1) === 0)
      .count();
    meter.stop();
    return count;
  });
}
