import type { CoroutineBlock } from '../coroutine/coroutine-scope.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { CancellationException, isCancellation } from '../job/cancellation.js';
import { failureReport } from './failure-report.js';
import { startRoot } from './run.js';

/** The signals a program is stopped by, and the exit codes by which shells know them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof SIGNALS;

/** How a program is stopped. See {@link runMain}. */
export interface RunMainOptions {
  /** The signals that cancel the program. `SIGINT` and `SIGTERM` unless given. */
  signals?: readonly ('SIGINT' | 'SIGTERM')[];
}

/** What is used of a Node-like host's `process`. */
interface HostProcess {
  exitCode?: number | string | null | undefined;
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  stderr: { write(text: string): unknown };
}

/**
 * Runs `block` as a program: in a root coroutine that a signal cancels. On Ctrl-C the coroutines are cancelled, their
 * cleanup runs, and the process exits with 130 (143 on SIGTERM) unless the program has set `process.exitCode` itself; a
 * second signal ends it at once. A failure is printed with its causes and all suppressed failures, and the exit code is 1.
 *
 * @throws IllegalStateException where there is no `process`: in browsers.
 * @example
 * ```ts
 * import { delay, runMain } from 'suspendable';
 *
 * runMain(function* () {
 *   try { yield* delay(10); console.log('done'); }
 *   finally { console.log('cleaned up, however it ended'); }
 * });
 * ```
 */
export function runMain<T>(block: CoroutineBlock<T>, options: RunMainOptions = {}): void {
  const { process } = globalThis as { process?: HostProcess };
  if (typeof process?.on !== 'function') {
    throw new IllegalStateException('runMain is for programs and needs a process. In a browser use run(...)');
  }
  const { signals = Object.keys(SIGNALS) as Signal[] } = options;
  const main = startRoot(block, {}, 'runMain');
  let received: Signal | null = null;
  const listeners = signals.map((signal) => {
    const listener = (): void => {
      received = signal;
      // From here on the host's own handling is back: who asks twice means it.
      for (const [name, each] of listeners) process.off(name, each);
      main.cancel(new CancellationException(`The program was stopped by ${signal}`));
    };
    return [signal, listener] as const;
  });
  for (const [signal, listener] of listeners) process.on(signal, listener);
  main.invokeOnCompletion(() => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    if (received !== null) process.exitCode ??= SIGNALS[received];
    const { result } = main;
    if (!main.isCancelled || (received !== null && isCancellation(result))) return;
    process.stderr.write(`${failureReport(result)}\n`);
    process.exitCode = 1;
  });
}
