import { named } from './exceptions.js';

/** There is no element at an index. */
export class IndexOutOfBoundsException extends RangeError {}
named('IndexOutOfBoundsException', IndexOutOfBoundsException);
