import { range, zip } from 'rxjs';

export default async function flowZip(meter, elements) {
  let inOrder = 0;
  meter.start();
  zip(range(0, elements), range(0, elements)).forEach(([a, b]) => {
    if (a + b === 2 * inOrder) inOrder++;
  });
  meter.stop();
  return inOrder;
}
