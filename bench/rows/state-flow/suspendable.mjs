import { MutableStateFlow, run, yieldNow } from '../../suspendable.mjs';

export default async function stateFlow(meter, elements, collectors) {
  const state = new MutableStateFlow(-1);
  let received = 0;
  const collector = () =>
    state.collect(() => {
      received++;
    });
  await run(function* ({ launch }) {
    const jobs = Array.from({ length: collectors }, () => launch(collector));
    yield* yieldNow();
    received = 0; // they have seen the first value
    meter.start();
    for (let i = 0; i < elements; i++) {
      state.value = i;
      yield* yieldNow();
    }
    meter.stop();
    for (const job of jobs) job.cancel();
  });
  return received;
}
