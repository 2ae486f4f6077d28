import { flow, run } from '../../suspendable.mjs';

export default async function flowEmit(meter, elements) {
  const numbers = flow(function* ({ emit }) {
    for (let i = 0; i < elements; i++) yield* emit(i);
  });
  return await run(function* () {
    meter.start();
    const count = yield* numbers
      .map((n) => n + 1)
      .filter((n) => (n & 1) === 0)
      .count();
    meter.stop();
    return count;
  });
}
