import { ENDED, PORT, RING } from './messages.js';
import { builtinModule } from './node-module.js';
import type { NodePort, WorkerThreads } from './node-thread.js';
import { Ring } from './ring.js';
import { type RemoteValues, ThreadEnd } from './thread-end.js';
import type { Message, SharedMemory } from './thread-host.js';
import type { Greeting } from './web-thread.js';

/** What is used of a web worker's global scope. */
interface WebScope {
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown, transfer: readonly unknown[]): void;
  close?(): void;
}

interface ThreadData {
  readonly [PORT]?: NodePort;
  readonly shared: SharedMemory;
}

interface ThreadProcess {
  on(event: 'exit' | 'uncaughtExceptionMonitor', listener: (value: never) => void): unknown;
}

/** Has this thread run the calls that its starter sends. */
export function serveThread(
  exposed: Record<string, unknown> | null,
  loadRemoteValues: () => Promise<RemoteValues>,
): void {
  const threads = builtinModule<WorkerThreads>('worker_threads');
  const data = threads?.workerData as ThreadData | null | undefined;
  const port = data?.[PORT];
  if (threads !== undefined && port !== undefined) servePort(threads, port, data!.shared, loadRemoteValues);
  else serveWebWorker(globalThis as unknown as WebScope, exposed, loadRemoteValues);
}

function servePort(
  threads: WorkerThreads,
  port: NodePort,
  shared: SharedMemory,
  loadRemoteValues: () => Promise<RemoteValues>,
): void {
  const { cells } = shared;
  const ring = new Ring(cells, RING);
  const end = new ThreadEnd(
    {
      canTake: true,
      wait: (millis) => ring.wait(millis),
      post: (message, transfer) => port.postMessage(message, transfer),
      take: () => threads.receiveMessageOnPort(port)?.message,
    },
    shared,
    null,
    loadRemoteValues,
  );
  port.on('message', (message) => end.receive(message));
  const { process } = globalThis as unknown as { process: ThreadProcess };
  // For a starter that blocks: the host could not tell it.
  process.on('uncaughtExceptionMonitor', (failure: unknown) => end.crashed(failure));
  process.on('exit', (code: number) => {
    Atomics.store(cells, ENDED, code + 1);
    Atomics.add(shared.bell, 0, 1);
    Atomics.notify(shared.bell, 0);
  });
}

function serveWebWorker(
  scope: WebScope,
  exposed: Record<string, unknown> | null,
  loadRemoteValues: () => Promise<RemoteValues>,
): void {
  let end: ThreadEnd | null = null;
  scope.addEventListener('message', ({ data }) => {
    const greeting = (data as Partial<Greeting>).suspendable;
    if (end !== null) end.receive(data as Message);
    else if (greeting !== undefined) {
      end = new ThreadEnd(
        {
          canTake: false,
          wait: () => false,
          post: (message, transfer) => scope.postMessage(message, transfer),
          take: () => undefined,
        },
        greeting.shared,
        exposed,
        loadRemoteValues,
      );
    }
  });
  const { close } = scope;
  if (close === undefined) return; // in Bun
  scope.close = () => {
    scope.postMessage('ended by itself', []); // the page would not be told
    close.call(scope);
  };
}
