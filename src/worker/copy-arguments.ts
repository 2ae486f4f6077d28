/** Copies `args` as `structuredClone` does, which takes much longer for bytes. @throws unless all of it can be cloned. */
export function copyArguments(args: readonly unknown[]): readonly unknown[] {
  const areSimple = args.every((each) => isPlainValue(each) || isWholeBytes(each));
  // Two that share a buffer share one afterwards.
  return areSimple && buffersOf(args).length === args.filter(bufferOf).length
    ? args.map(copyOf)
    : structuredClone(args);
}

/** The buffers of those that are bytes or numbers by themselves, each once. */
export function buffersOf(args: readonly unknown[]): ArrayBuffer[] {
  return [...new Set(args.map(bufferOf).filter((each) => each !== null))];
}

/** Whether it is copied by its reference. */
export function isPlainValue(value: unknown): boolean {
  return (typeof value !== 'object' || value === null) && typeof value !== 'function' && typeof value !== 'symbol';
}

function bufferOf(value: unknown): ArrayBuffer | null {
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value;
  return buffer instanceof ArrayBuffer ? buffer : null;
}

/** Neither of a class of the user's nor of changing length. */
function isWholeBytes(value: unknown): boolean {
  const prototype = Object.getPrototypeOf(value);
  const isKnown = prototype === ArrayBuffer.prototype || prototype === Uint8Array.prototype;
  return isKnown && (bufferOf(value) as { resizable?: boolean } | null)?.resizable !== true;
}

function copyOf(value: unknown): unknown {
  if (isPlainValue(value)) return value;
  if (value instanceof ArrayBuffer) return value.slice(0);
  const { buffer, byteOffset, length } = value as Uint8Array;
  return new Uint8Array(buffer.slice(0), byteOffset, length);
}
