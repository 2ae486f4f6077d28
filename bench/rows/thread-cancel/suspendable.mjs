import { run, workerModule } from '../../suspendable.mjs';

const tasks = workerModule(new URL('./loop.mjs', import.meta.url));

export default async function threadCancel(meter, cancellations) {
  const begun = new Int32Array(new SharedArrayBuffer(4));
  let cancelled = 0;
  for (let i = 0; i < cancellations; i++) {
    await run(function* ({ launch }) {
      begun[0] = 0;
      const job = launch({ start: 'undispatched' }, () => tasks.loop(begun));
      Atomics.wait(begun, 0, 0);
      meter.start();
      yield* job.cancelAndJoin();
      meter.stop();
      if (job.isCancelled) cancelled++;
    });
  }
  return cancelled;
}
