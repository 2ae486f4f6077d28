import { flow, run } from '../../suspendable.mjs';

export default async function flowCombine(meter, elements) {
  const numbers = flow(function* ({ emit }) {
    for (let i = 0; i < elements; i++) yield* emit(i);
  });
  let last = 0;
  await run(function* () {
    meter.start();
    yield* numbers
      .combine(numbers, (a, b) => a + b)
      .collect((sum) => {
        last = sum;
      });
    meter.stop();
  });
  return last;
}
