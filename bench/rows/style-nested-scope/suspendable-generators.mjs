import { coroutineScope, run } from '../../suspendable.mjs';

export default async function styleNestedScope(meter, scopes) {
  let sum = 0;
  await run(function* () {
    meter.start();
    for (let i = 0; i < scopes; i++) {
      sum += yield* coroutineScope(function* ({ async }) {
        const near = async(function* () {
          return i;
        });
        const far = async(function* () {
          return i + 1;
        });
        return (yield* near.await()) + (yield* far.await());
      });
    }
    meter.stop();
  });
  return sum;
}
