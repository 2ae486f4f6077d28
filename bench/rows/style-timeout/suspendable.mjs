import { run, withTimeout, yieldNow } from '../../suspendable.mjs';

export default async function styleTimeout(meter, times) {
  let answers = 0;
  function* answer() {
    yield* yieldNow();
    return 1;
  }
  await run(function* () {
    meter.start();
    for (let i = 0; i < times; i++) answers += yield* withTimeout(1000, answer);
    meter.stop();
  });
  return answers;
}
