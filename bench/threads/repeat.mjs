/** Makes `calls` calls, `live` of them at a time, and adds their results. */
export async function repeat(meter, calls, live, call) {
  let sum = 0;
  const results = new Array(live);
  meter.start();
  for (let n = 0; n < calls; n += live) {
    for (let i = 0; i < live; i++) results[i] = call(n + i);
    for (const result of results) sum += await result;
  }
  meter.stop();
  return sum;
}
