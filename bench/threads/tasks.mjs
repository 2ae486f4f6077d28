/** What the peers run on their threads. */
export function next(n) {
  return n + 1;
}

export function size(bytes) {
  return bytes.length;
}
