/*
 * The end of a thread that runs the calls. It takes its mail when the host brings it, and in between wherever code of the
 * library looks whether it is cancelled.
 */
import { SupervisorJob } from '../coroutine/completable-job.js';
import { CoroutineScope } from '../coroutine/scope.js';
import { enqueue, isIdle } from '../dispatch/event-loop.js';
import { defaultDispatcher } from '../dispatch/event-loop-dispatcher.js';
import { CancellationException, IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import type { Suspend } from '../suspend/continuation.js';
import { PromiseWait } from '../suspend/promise-wait.js';
import { isSuspend } from '../suspend/results.js';
import { remote } from '../suspend/running.js';
import { CallInbox, type ReceivedCall } from './call-inbox.js';
import { decodeFailure, encodeFailure, type SentFailure } from './failures.js';
import { isLinked, sendLink } from './linked-values.js';
import { Links } from './links.js';
import { LoadedModule } from './loaded-module.js';
import {
  CALL,
  CALL_SIZE,
  CANCELLED,
  CLAIMED,
  CRASH,
  FAILURE,
  FIRST_SLOT,
  LINK,
  LINKED_RESULT,
  MODULE,
  OFFERED,
  RESULT,
  SIGNAL,
  STOPPING,
} from './messages.js';
import { decodeElements } from './registry.js';
import { RemoteCall, type RemoteOwner } from './remote-call.js';
import type { Message, SharedMemory, ThreadMailbox } from './thread-host.js';
import { ThreadOutbox } from './thread-outbox.js';
import { Transferred } from './transfer.js';

export type RemoteValues = typeof import('./remote-values.js');

/** How long (ms) the result of a short call may wait for those of the next ones. */
const LONGEST_WAIT = 0.25;
/** How long (ms) a thread without calls waits for the next one without letting the host have its turn, and all in all. */
const PATIENCE = 1;
const LONGEST_TURN = 4;

export class ThreadEnd implements RemoteOwner {
  private readonly calls = new Map<number, RemoteCall>();
  private readonly modules = new Map<number, LoadedModule>();
  private readonly inbox = new CallInbox();
  private readonly outbox: ThreadOutbox;
  private readonly links = new Links((id, content, transfer) => {
    this.outbox.push(LINK, id, content);
    this.post(transfer);
  });
  /** Null until a call has some. */
  private remoteValues: RemoteValues | null = null;
  private seen = 0;
  private reportedSeen = -1;
  private heard = 0;
  private loading = 0;
  private isRunning = false;
  private isReporting = false;

  constructor(
    private readonly mailbox: ThreadMailbox,
    private readonly memory: SharedMemory | null,
    /** What the thread's own script exports, where there is no module to load. */
    private readonly exposed: Record<string, unknown> | null,
    private readonly loadRemoteValues: () => Promise<RemoteValues>,
  ) {
    this.outbox = new ThreadOutbox(mailbox, memory);
    remote.look = () => this.look();
    this.post(); // it has started
  }

  /** Mail has come. More may come at once, and then the host's event loop would cost more than a short call. */
  receive(message: Message): void {
    const end = performance.now() + LONGEST_TURN;
    this.read(message);
    do {
      this.takeAll();
      this.runMail();
    } while (this.isUnused && performance.now() < end && this.mailbox.wait(PATIENCE));
  }

  private runMail(): void {
    this.links.receiveKept();
    this.runInbox();
  }

  private takeAll(): void {
    for (let next = this.mailbox.take(); next !== undefined; next = this.mailbox.take()) this.read(next);
  }

  /** Called by code that asks whether it is active. */
  private look(): void {
    const signal = this.memory === null ? 0 : Atomics.load(this.memory.cells, SIGNAL);
    if (signal === this.heard && this.outbox.isEmpty) return;
    this.heard = signal;
    const { isRunning } = this;
    // A coroutine runs, whoever has begun it.
    this.isRunning = true;
    if (this.mailbox.canTake) this.takeAll();
    else if (this.memory !== null) this.lookAtSlots(this.memory.cells);
    if (!this.outbox.isEmpty) this.post();
    this.isRunning = isRunning;
    if (isRunning) return;
    if (!this.inbox.isEmpty || this.links.hasKept) enqueue({ run: () => this.runMail() });
    this.reportLater();
  }

  /** Where the mail cannot be taken, the slots say at least which calls are cancelled. */
  private lookAtSlots(cells: Int32Array): void {
    for (const call of this.calls.values()) {
      const { id, slot } = call;
      if (slot < 0 || Atomics.load(cells, FIRST_SLOT + slot) !== CANCELLED || call.scope.isCancelled) continue;
      call.cancelBy(new CancellationException('The call was cancelled'));
      this.outbox.push(STOPPING, id, null);
    }
  }

  private read(message: Message): void {
    for (let at = 0; at < message.length; ) {
      switch (message[at]) {
        case CALL:
          this.inbox.add(message, at);
          at += CALL_SIZE;
          break;
        case MODULE:
          this.modules.set(message[at + 1] as number, new LoadedModule(message[at + 2] as string, this.exposed));
          at += 3;
          break;
        case LINK:
          this.links.keep(message[at + 1] as number, message[at + 2] as unknown[]);
          at += 3;
          break;
        default:
          this.cancel(message[at + 1] as number, decodeFailure(message[at + 2] as SentFailure));
          at += 3;
      }
    }
  }

  private cancel(id: number, cause: unknown): void {
    const call = this.calls.get(id);
    if (call === undefined) {
      this.inbox.cancel(id, cause);
      return;
    }
    call.cancelBy(cause);
    if (!this.calls.has(id)) return;
    this.outbox.push(STOPPING, id, null);
    this.post();
  }

  private runInbox(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    let time = performance.now();
    // Nothing is claimed while a module is loaded: other threads may be able to run it.
    while (!this.inbox.isEmpty && this.loading === 0) {
      const call = this.inbox.shift();
      const [, , slot, number, name] = call;
      this.seen++;
      if (slot < 0 || this.claim(slot)) {
        const module = this.modules.get(number)!;
        // A result must not wait for a long call, least of all for one that its receiver will cancel.
        const mayWait = module.isShort(name) && time - this.outbox.lastPost < LONGEST_WAIT;
        if (!this.outbox.isEmpty && !mayWait) this.post();
        this.start(call, module);
        const after = performance.now();
        module.took(name, after - time);
        time = after;
      }
      if (this.inbox.isEmpty) this.takeAll(); // what has come meanwhile need not wait for the host
    }
    this.isRunning = false;
    if (this.links.hasKept) enqueue({ run: () => this.runMail() });
    this.report();
  }

  private claim(slot: number): boolean {
    return Atomics.compareExchange(this.memory!.cells, FIRST_SLOT + slot, OFFERED, CLAIMED) === OFFERED;
  }

  private start(received: ReceivedCall, module: LoadedModule): void {
    const [, id, slot, , name, , links] = received;
    const body = (): unknown => {
      const isReady = module.isLoaded && (links === null || this.remoteValues !== null);
      return isReady ? this.call(call, received, module) : this.loadAndCall(call, received, module);
    };
    const call = new RemoteCall(this, id, slot, `${name} of ${module.url}`, body);
    this.calls.set(id, call);
    const cause = this.inbox.causeOf(id);
    if (cause !== undefined) {
      call.cancelBy(cause);
      call.scope.run(); // which ends it without its body
    } else call.scope.begin('undispatched');
  }

  /** Runs the function, whose module has registered the classes of what was sent along. */
  private call(call: RemoteCall, received: ReceivedCall, module: LoadedModule): unknown {
    const [, , , , name, args, links, elements] = received;
    call.receiveElements(decodeElements(defaultDispatcher, elements));
    if (links !== null) call.links = this.remoteValues!.receiveLinks(links, args, this.links);
    return module.call(name, args);
  }

  /** While something is loaded the thread counts as busy: another call would have to wait for it, too. */
  private *loadAndCall(call: RemoteCall, received: ReceivedCall, module: LoadedModule): Suspend<unknown> {
    this.loading++;
    try {
      if (received[6] !== null) this.remoteValues = yield* new PromiseWait(this.loadRemoteValues());
      if (!module.isLoaded) yield* module.load();
    } finally {
      if (--this.loading === 0) enqueue({ run: () => this.runInbox() });
    }
    const given = this.call(call, received, module);
    if (isSuspend(given)) return yield* given as Suspend<unknown>;
    return given instanceof Promise ? yield* new PromiseWait(given) : given;
  }

  /** Nobody has caught a failure, and the host ends the thread. */
  crashed(failure: unknown): void {
    this.outbox.push(CRASH, 0, encodeFailure(failure));
    this.post();
  }

  callEnded(call: RemoteCall): void {
    const { id, scope, links } = call;
    this.calls.delete(id);
    for (const link of links) {
      this.links.close(link, new IllegalStateException('The call that this was an argument of has ended'));
    }
    // The caller's own cause needs no way back, and must not come as another one.
    const { result } = scope;
    if (scope.isCancelled) this.outbox.push(FAILURE, id, result === call.cause ? null : encodeFailure(result));
    else this.postResult(call, result);
    if (!this.isRunning) this.reportLater();
  }

  private postResult({ id, what }: RemoteCall, result: unknown): void {
    if (isLinked(result)) {
      const scope = new CoroutineScope(new SupervisorJob());
      this.outbox.push(LINKED_RESULT, id, sendLink(result, this.links, scope));
      return;
    }
    if (typeof result !== 'object' && typeof result !== 'function' && typeof result !== 'symbol') {
      this.outbox.push(RESULT, id, result);
      return;
    }
    // At once: whoever has returned it may change it.
    const isTransferred = result instanceof Transferred;
    try {
      this.outbox.push(RESULT, id, isTransferred ? result.value : result);
      this.post(isTransferred ? result.list : []);
    } catch (cause) {
      const failure = new IllegalArgumentException(
        `The result of ${what} cannot be sent to another thread: ${(cause as Error).message}`,
        { cause },
      );
      this.outbox.push(FAILURE, id, encodeFailure(failure));
    }
  }

  private get isFree(): boolean {
    return !this.isRunning && this.loading === 0 && this.inbox.isEmpty && isIdle();
  }

  private get isUnused(): boolean {
    return this.isFree && this.calls.size === 0 && this.links.isEmpty;
  }

  private reportLater(): void {
    if (this.isReporting) return;
    this.isReporting = true;
    enqueue({
      run: () => {
        this.isReporting = false;
        this.report();
      },
    });
  }

  /** Posts what is to be posted. While coroutines of this thread want to go on, it is not free, and looks again later. */
  private report(): void {
    const { isFree } = this;
    if (!this.outbox.isEmpty || (isFree && this.reportedSeen !== this.seen)) this.post();
    if (!isFree && this.loading === 0) this.reportLater();
  }

  private post(transfer: readonly Transferable[] = []): void {
    const { isFree } = this;
    this.outbox.post([this.seen, isFree], transfer);
    this.reportedSeen = isFree ? this.seen : -1;
  }
}
