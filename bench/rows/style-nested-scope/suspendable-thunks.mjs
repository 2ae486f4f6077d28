import { coroutineScope, run } from '../../suspendable.mjs';

/** `prepare` runs first and is not measured. */
export default async function styleNestedScope(meter, scopes, prepare) {
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
    if (prepare !== undefined) yield* prepare();
    meter.start();
    for (let i = 0; i < scopes; i++) sum += yield* coroutineScope((scope) => both(scope, i));
    meter.stop();
  });
  return sum;
}
