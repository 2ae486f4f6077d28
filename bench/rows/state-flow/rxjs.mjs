import { BehaviorSubject } from 'rxjs';

export default async function stateFlow(meter, elements, collectors) {
  const state = new BehaviorSubject(-1);
  let received = 0;
  for (let i = 0; i < collectors; i++) {
    state.subscribe(() => {
      received++;
    });
  }
  received = 0; // they have seen the first value
  meter.start();
  for (let i = 0; i < elements; i++) state.next(i);
  meter.stop();
  state.complete();
  return received;
}
