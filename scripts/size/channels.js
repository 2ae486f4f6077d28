// A program of channels and select: what `size-limit` weighs.
import { Channel, delay, onTimeout, produce, run, select } from 'suspendable';

run(function* (scope) {
  const numbers = produce(scope, function* ({ send }) {
    yield* delay(1);
    yield* send(1);
  });
  const results = new Channel(16);
  yield* select(
    numbers.onReceive((n) => results.send(n)),
    onTimeout(1000, () => results.close()),
  );
  yield* results.receive();
});
