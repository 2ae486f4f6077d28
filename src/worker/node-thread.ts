import { ENDED, PORT, RING } from './messages.js';
import { nodeScript } from './node-script.js';
import type { Message, ThreadHandle, ThreadOptions, ThreadOwner } from './thread-host.js';

/** What is used of a `MessagePort` of Node. */
export interface NodePort {
  /** True when there is somebody to get it: undocumented, and not so in Deno and Bun. */
  postMessage(message: unknown, transfer: readonly unknown[]): unknown;
  on(event: 'message', listener: (message: Message) => void): unknown;
  unref(): void;
  close(): void;
}

/** What is used of a `Worker` of Node. */
interface NodeWorker {
  on(event: string, listener: (value: never) => void): unknown;
  unref(): void;
  terminate(): Promise<unknown>;
  postMessage(message: unknown, transfer: readonly unknown[]): void;
}

/** What is used of the module `worker_threads`. */
export interface WorkerThreads {
  readonly Worker: new (entry: URL, options: object) => NodeWorker;
  readonly MessageChannel: new () => { port1: NodePort; port2: NodePort };
  readonly receiveMessageOnPort: (port: NodePort) => { message: Message } | undefined;
  readonly workerData: unknown;
}

/** A thread of Node. It keeps the process alive neither by itself nor by its port. */
export class NodeThread implements ThreadHandle {
  private readonly worker: NodeWorker;
  private readonly port: NodePort;
  private failure: Error | null = null;
  /** Whether the host says if somebody gets a message. */
  private isTold = false;
  private isCutOff = false;

  constructor(
    private readonly threads: WorkerThreads,
    owner: ThreadOwner,
    private readonly options: ThreadOptions,
  ) {
    const { port1, port2 } = new threads.MessageChannel();
    this.worker = new threads.Worker(nodeScript(), {
      name: options.name,
      workerData: { [PORT]: port2, shared: options.shared },
      transferList: [port2],
      ...(options.limits && { resourceLimits: options.limits }),
    });
    this.worker.unref();
    this.worker.on('error', (error: Error) => {
      this.failure = error;
    });
    this.worker.on('exit', (code: number) => {
      // What it has sent before is still there.
      for (let message = this.take(); message !== undefined; message = this.take()) owner.receive(message);
      this.port.close();
      const { failure } = this;
      owner.ended(failure === null ? `ended with exit code ${code}` : `crashed: ${failure.message}`, failure);
    });
    this.port = port1;
    port1.on('message', (message) => {
      owner.receive(message);
      // Each message by an event of its own would cost more than the message.
      for (let next = this.take(); next !== undefined; next = this.take()) owner.receive(next);
    });
    port1.unref();
  }

  post(message: Message, transfer: readonly Transferable[]): void {
    if (this.port.postMessage(message, transfer) === true) this.isTold = true;
    const { cells } = this.options.shared!;
    Atomics.add(cells, RING, 1);
    Atomics.notify(cells, RING);
  }

  take(): Message | undefined {
    return this.threads.receiveMessageOnPort(this.port)?.message;
  }

  get whyEnded(): string | null {
    const ended = Atomics.load(this.options.shared!.cells, ENDED);
    if (ended !== 0) return `ended with exit code ${ended - 1}`;
    return this.isCutOff ? 'ended without an exit code: it ran out of memory, or could not start' : null;
  }

  /** A thread without memory runs no more code of its own, but its port closes. */
  probe(): void {
    if (this.isTold && this.port.postMessage([], []) !== true) this.isCutOff = true;
  }

  terminate(): Promise<unknown> {
    return this.worker.terminate();
  }
}
