import { coroutineScope, delay, run } from '../../suspendable.mjs';

export default async function delays(meter, coroutines, milliseconds) {
  let finished = 0;
  function* worker() {
    yield* delay(milliseconds);
    finished++;
  }
  await run(function* () {
    meter.start();
    yield* coroutineScope((scope) => {
      for (let i = 0; i < coroutines; i++) scope.launch(worker);
    });
    meter.stop();
  });
  return finished;
}
