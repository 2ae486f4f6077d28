export default async function styleNestedScope(meter, scopes) {
  let sum = 0;
  meter.start();
  for (let i = 0; i < scopes; i++) {
    const [near, far] = await Promise.all([(async () => i)(), (async () => i + 1)()]);
    sum += near + far;
  }
  meter.stop();
  return sum;
}
