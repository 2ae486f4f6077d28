async function* ones() {
  for (;;) yield 1;
}

async function* take(source, count) {
  let left = count;
  for await (const element of source) {
    yield element;
    if (--left === 0) return;
  }
}

export default async function flowTake(meter, flows, taken) {
  let sum = 0;
  meter.start();
  for (let i = 0; i < flows; i++) for await (const n of take(ones(), taken)) sum += n;
  meter.stop();
  return sum;
}
