// Failures of system calls.

import { getSystemErrorMap } from 'node:util';

/** Whether it is the system that refused something, and no mistake in here. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'errno' in error;

/** Node's messages of system errors hold the path once more, and unescaped. */
export function reasonOf(error: unknown): string {
  const known = isSystemError(error) && error.errno !== undefined && getSystemErrorMap().get(error.errno)?.[1];
  return known || String(error);
}
