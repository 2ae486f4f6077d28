import { action, run, spawn } from 'effection';

const handOver = action((resolve) => {
  resolve();
  return () => {};
});

function* descend(depth, yields) {
  if (depth > 1) return (yield* descend(depth - 1, yields)) + 1;
  for (let i = 0; i < yields; i++) yield* handOver;
  return yields + 1;
}

export default async function resumeAtDepth(meter, depth, yields) {
  return await run(function* () {
    meter.start();
    const deep = yield* spawn(() => descend(depth, yields));
    const partner = yield* spawn(() => descend(1, yields));
    const sum = (yield* deep) + (yield* partner);
    meter.stop();
    return sum;
  });
}
