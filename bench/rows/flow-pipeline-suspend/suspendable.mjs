import { asFlow, run } from '../../suspendable.mjs';

function* increment(n) {
  return n + 1;
}

function* isPositive(n) {
  return n > 0;
}

export default async function flowPipelineSuspend(meter, elements) {
  let numbers = asFlow(Array.from({ length: elements }, (_, i) => i));
  for (let i = 0; i < 5; i++) numbers = numbers.map(increment).filter(isPositive);
  return await run(function* () {
    meter.start();
    const count = yield* numbers.count();
    meter.stop();
    return count;
  });
}
