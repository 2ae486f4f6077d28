// A program of a flow and five operators: what `size-limit` weighs.
import { delay, flow, run } from 'suspendable';

const numbers = flow(function* ({ emit }) {
  for (let i = 0; ; i++) {
    yield* delay(1);
    yield* emit(i);
  }
});

run(() =>
  numbers
    .map((n) => n + 1)
    .filter((n) => n % 2 === 0)
    .onEach((n) => console.log(n))
    .debounce(10)
    .take(3)
    .collect(),
);
