import { Subject } from 'rxjs';

export default async function sharedFlow(meter, elements, collectors) {
  const subject = new Subject();
  let received = 0;
  for (let i = 0; i < collectors; i++) {
    subject.subscribe(() => {
      received++;
    });
  }
  meter.start();
  for (let i = 0; i < elements; i++) subject.next(i);
  meter.stop();
  subject.complete();
  return received;
}
