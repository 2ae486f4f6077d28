import { asFlow, run } from '../../suspendable.mjs';

export default async function flowMapFilter(meter, elements) {
  const numbers = Array.from({ length: elements }, (_, i) => i);
  return await run(function* () {
    meter.start();
    const count = yield* asFlow(numbers)
      .map((n) => n + 1)
      .filter((n) => (n & 1) === 0)
      .count();
    meter.stop();
    return count;
  });
}
