/** Filled by probes while they are installed: what is printed when a test has timed out, before it is cancelled. */
export const timeoutReport: { print: (() => void) | null } = { print: null };
