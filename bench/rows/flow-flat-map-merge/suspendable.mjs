import { asFlow, run } from '../../suspendable.mjs';

export default async function flowFlatMapMerge(meter, flows, elements) {
  const outer = Array.from({ length: flows }, (_, i) => i);
  const inner = asFlow(Array.from({ length: elements }, (_, i) => i));
  return await run(function* () {
    meter.start();
    const count = yield* asFlow(outer)
      .flatMapMerge(() => inner)
      .count();
    meter.stop();
    return count;
  });
}
