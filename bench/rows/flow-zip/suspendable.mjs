import { flow, run } from '../../suspendable.mjs';

export default async function flowZip(meter, elements) {
  const numbers = flow(function* ({ emit }) {
    for (let i = 0; i < elements; i++) yield* emit(i);
  });
  let inOrder = 0;
  await run(function* () {
    meter.start();
    yield* numbers
      .zip(numbers, (a, b) => a + b)
      .collect((sum) => {
        if (sum === 2 * inOrder) inOrder++;
      });
    meter.stop();
  });
  return inOrder;
}
