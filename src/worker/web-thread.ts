import { IllegalStateException } from '../internal/exceptions.js';
import type { WebWorker } from './module.js';
import type { Message, ThreadHandle, ThreadOptions, ThreadOwner } from './thread-host.js';

interface WebGlobals {
  Worker?: new (script: URL, options: { type: 'module'; name: string }) => WebWorker;
}

/** What a web worker's script is first sent. */
export interface Greeting {
  readonly suspendable: Pick<ThreadOptions, 'shared'>;
}

/** A web worker. Its mail can be taken by the host's event loop alone. */
export class WebThread implements ThreadHandle {
  private readonly worker: WebWorker;
  /** A page is told by the host, and a worker that blocks can take no mail. */
  readonly whyEnded = null;

  constructor(owner: ThreadOwner, options: ThreadOptions) {
    this.worker = options.factory === null ? startEntry(options.name) : options.factory();
    this.worker.addEventListener('message', ({ data }: MessageEvent<Message | string>) => {
      if (typeof data === 'string') owner.ended(data, null);
      else owner.receive(data);
    });
    this.worker.addEventListener('error', (event: ErrorEvent) => {
      event.preventDefault?.();
      // A worker that could not load its script and one with an uncaught failure look alike, and both are of no more use.
      this.worker.terminate();
      owner.ended(`crashed: ${event.message ?? 'its script could not be loaded'}`, event.error ?? null);
    });
    // Bun tells of the end of a thread; browsers do not.
    this.worker.addEventListener('close', () => owner.ended('ended by itself', null));
    const greeting: Greeting = { suspendable: { shared: options.shared } };
    this.worker.postMessage(greeting, []);
  }

  post(message: Message, transfer: Transferable[]): void {
    this.worker.postMessage(message, transfer);
  }

  take(): Message | undefined {
    return undefined;
  }

  probe(): void {}

  terminate(): void {
    this.worker.terminate();
  }
}

/** The library's own script. Bundlers do not see that it is one, and need not: a bundle has a factory for each module. */
function startEntry(name: string): WebWorker {
  const { Worker } = globalThis as WebGlobals;
  if (Worker === undefined) {
    throw new IllegalStateException(
      'Worker modules need threads: Node 20.16, 22.3 or later, Deno, Bun, or a browser with module workers',
    );
  }
  const file = './entry.js';
  return new Worker(new URL(file, import.meta.url), { type: 'module', name });
}
