async function descend(depth, yields) {
  if (depth > 1) return (await descend(depth - 1, yields)) + 1;
  for (let i = 0; i < yields; i++) await undefined;
  return yields + 1;
}

export default async function resumeAtDepth(meter, depth, yields) {
  meter.start();
  const deep = descend(depth, yields);
  const partner = descend(1, yields);
  const sum = (await deep) + (await partner);
  meter.stop();
  return sum;
}
