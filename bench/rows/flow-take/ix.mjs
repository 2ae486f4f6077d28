import { from } from 'ix/asynciterable';
import { take } from 'ix/asynciterable/operators';

async function* ones() {
  for (;;) yield 1;
}

export default async function flowTake(meter, flows, taken) {
  let sum = 0;
  meter.start();
  for (let i = 0; i < flows; i++) for await (const n of from(ones()).pipe(take(taken))) sum += n;
  meter.stop();
  return sum;
}
