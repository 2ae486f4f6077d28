import { Observable, take } from 'rxjs';

export default async function flowTake(meter, flows, taken) {
  const ones = new Observable((subscriber) => {
    while (!subscriber.closed) subscriber.next(1);
  });
  let sum = 0;
  const add = (n) => {
    sum += n;
  };
  meter.start();
  for (let i = 0; i < flows; i++) ones.pipe(take(taken)).subscribe(add);
  meter.stop();
  return sum;
}
