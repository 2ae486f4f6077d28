import { MutableSharedFlow, run, yieldNow } from '../../suspendable.mjs';

export default async function sharedFlow(meter, elements, collectors) {
  const flow = new MutableSharedFlow({ extraBufferCapacity: 64 });
  let received = 0;
  const collector = () =>
    flow.collect(() => {
      received++;
    });
  await run(function* ({ launch }) {
    const jobs = Array.from({ length: collectors }, () => launch(collector));
    yield* yieldNow();
    meter.start();
    for (let i = 0; i < elements; i++) yield* flow.emit(i);
    while (received < elements * collectors) yield* yieldNow();
    meter.stop();
    for (const job of jobs) job.cancel();
  });
  return received;
}
