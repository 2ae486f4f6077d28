import { coroutineScope, run, yieldNow } from '../../suspendable.mjs';

export default async function styleTryFinally(meter, coroutines, times) {
  let finished = 0;
  function* step() {
    try {
      yield* yieldNow();
    } finally {
      finished++;
    }
  }
  function* worker() {
    for (let i = 0; i < times; i++) yield* step();
  }
  await run(function* () {
    meter.start();
    yield* coroutineScope(({ launch }) => {
      for (let i = 0; i < coroutines; i++) launch(worker);
    });
    meter.stop();
  });
  return finished;
}
