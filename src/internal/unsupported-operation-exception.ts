import { named } from './exceptions.js';

/** The object does not offer the operation at all. */
export class UnsupportedOperationException extends Error {}
named('UnsupportedOperationException', UnsupportedOperationException);
