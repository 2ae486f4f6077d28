// The smallest real program: what `size-limit` weighs.
import { delay, run } from 'suspendable';

run(function* ({ launch }) {
  const job = launch(function* () {
    yield* delay(1000);
  });
  yield* delay(1);
  job.cancel();
});
