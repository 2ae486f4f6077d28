import { named } from './exceptions.js';

/** There is no element where one was asked for. */
export class NoSuchElementException extends Error {}
named('NoSuchElementException', NoSuchElementException);
