import { flow, run } from '../../suspendable.mjs';

export default async function flowTake(meter, flows, taken) {
  const ones = flow(function* ({ emit }) {
    for (;;) yield* emit(1);
  });
  let sum = 0;
  const add = (n) => {
    sum += n;
  };
  await run(function* () {
    meter.start();
    for (let i = 0; i < flows; i++) yield* ones.take(taken).collect(add);
    meter.stop();
  });
  return sum;
}
