import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { Flow } from './flow.js';

/**
 * What each of several flows gives.
 * See {@link combine} and {@link merge}.
 */
export type ElementsOf<F extends readonly Flow<unknown>[]> = {
  -readonly [K in keyof F]: F[K] extends Flow<infer T> ? T : never;
};

/** Throws unless `flow`, given to the function named `taker`, is one. */
export function requireFlow(taker: string, flow: unknown): void {
  if (!(flow instanceof Flow)) throw new IllegalArgumentException(`${taker} expects a flow, got ${describe(flow)}`);
}
