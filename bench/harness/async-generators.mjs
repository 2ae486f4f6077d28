/*
 * What the rows of flows are made of where plain async generators do the work.
 */
export async function* range(end) {
  for (let i = 0; i < end; i++) yield i;
}

export async function* map(source, fn) {
  for await (const element of source) yield fn(element);
}

export async function* filter(source, predicate) {
  for await (const element of source) if (predicate(element)) yield element;
}
