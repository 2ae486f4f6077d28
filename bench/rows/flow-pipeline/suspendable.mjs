import { asFlow, run } from '../../suspendable.mjs';

export default async function flowPipeline(meter, elements) {
  let numbers = asFlow(Array.from({ length: elements }, (_, i) => i));
  for (let i = 0; i < 5; i++) numbers = numbers.map((n) => n + 1).filter((n) => n > 0);
  return await run(function* () {
    meter.start();
    const count = yield* numbers.count();
    meter.stop();
    return count;
  });
}
