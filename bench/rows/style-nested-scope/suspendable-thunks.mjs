import { coroutineScope, run } from '../../suspendable.mjs';

export default async function styleNestedScope(meter, scopes) {
  let sum = 0;
  function* part(i) {
    return i;
  }
  function* both({ async }, i) {
    const near = async(() => part(i));
    const far = async(() => part(i + 1));
    return (yield* near.await()) + (yield* far.await());
  }
  await run(function* () {
    meter.start();
    for (let i = 0; i < scopes; i++) sum += yield* coroutineScope((scope) => both(scope, i));
    meter.stop();
  });
  return sum;
}
