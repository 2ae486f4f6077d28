import { describe } from './describe.js';
import { IllegalArgumentException } from './exceptions.js';

/** Throws unless `options`, given to the function named `taker`, is an object. `example` is how they are written. */
export function requireOptions(taker: string, example: string, options: unknown): void {
  if (typeof options === 'object' && options !== null) return;
  throw new IllegalArgumentException(`${taker} expects options { ${example} }, got ${describe(options)}`);
}
