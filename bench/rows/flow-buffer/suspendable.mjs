import { flow, run } from '../../suspendable.mjs';

export default async function flowBuffer(meter, elements, capacity) {
  const numbers = flow(function* ({ emit }) {
    for (let i = 0; i < elements; i++) yield* emit(i);
  });
  let inOrder = 0;
  await run(function* () {
    meter.start();
    yield* numbers.buffer(capacity).collect((n) => {
      if (n === inOrder) inOrder++;
    });
    meter.stop();
  });
  return inOrder;
}
