import { joinAll, run, yieldNow } from '../../suspendable.mjs';

function* descend(depth, yields) {
  if (depth > 1) return (yield* descend(depth - 1, yields)) + 1;
  for (let i = 0; i < yields; i++) yield* yieldNow();
  return yields + 1;
}

export default async function resumeAtDepth(meter, depth, yields) {
  let sum = 0;
  function* descendAndAdd(depth) {
    const value = yield* descend(depth, yields);
    sum += value;
  }
  await run(function* (scope) {
    meter.start();
    const deep = scope.launch(() => descendAndAdd(depth));
    const partner = scope.launch(() => descendAndAdd(1));
    yield* joinAll(deep, partner);
    meter.stop();
  });
  return sum;
}
