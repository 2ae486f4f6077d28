/*
 * A worker module: what the tests call on other threads. Tests and tasks meet at gates in shared memory: an arrival is
 * counted at `gate[0]`, and `gate[1]` lets the others go on.
 */
import { threadId } from 'node:worker_threads';
import {
  AbstractCoroutineContextElement,
  CancellationException,
  Channel,
  CoroutineName,
  CoroutineScope,
  coroutineScope,
  currentCoroutineContext,
  delay,
  ensureActive,
  type Flow,
  flow,
  GlobalScope,
  getSuppressed,
  isActive,
  NonCancellable,
  onTimeout,
  produce,
  type ReceiveChannel,
  registerWorkerClass,
  runBlocking,
  type SendChannel,
  type SharedMutex,
  type SharedSemaphore,
  type Suspend,
  select,
  transfer,
  withContext,
  workerModule,
  yieldNow,
} from '../../src/index.js';

export function add(a: number, b: number): number {
  return a + b;
}

export function thread(): number {
  return threadId;
}

export function* later(value: number | string, millis: number): Suspend<number | string> {
  yield* delay(millis);
  return value;
}

/** As `later`; the first cell counts the calls that are under way. */
export function* counted(value: number, millis: number, running: Int32Array): Suspend<number> {
  Atomics.add(running, 0, 1);
  try {
    yield* delay(millis);
    return value;
  } finally {
    Atomics.sub(running, 0, 1);
  }
}

export async function eventually(value: string): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return value;
}

/** What two arguments look like, and whether they are parts of one buffer. */
export function views(a: Uint8Array | DataView, b: Uint8Array | DataView): unknown {
  const sizes = [a, b].map(({ byteOffset, byteLength, buffer }) => [byteOffset, byteLength, buffer.byteLength]);
  return {
    kinds: [a, b].map((each) => Object.prototype.toString.call(each)),
    sizes,
    isOneBuffer: a.buffer === b.buffer,
  };
}

export function same(value: unknown): unknown {
  return value;
}

export function nothing(): void {}

export const notAFunction = 1;

export function arrive(gate: Int32Array): void {
  Atomics.add(gate, 0, 1);
  Atomics.notify(gate, 0);
}

/** Arrives and blocks the thread until the gate is opened. */
export function passGate(gate: Int32Array): number {
  arrive(gate);
  Atomics.wait(gate, 1, 0);
  return threadId;
}

/** Arrives and waits, without blocking the thread, until so many have arrived. */
export function* meet(gate: Int32Array, count: number): Suspend<void> {
  arrive(gate);
  while (Atomics.load(gate, 0) < count) yield* delay(1);
}

/** Adds to a list whose first cell is its length. */
export function append(list: Int32Array, value: number): void {
  list[Atomics.add(list, 0, 1) + 1] = value;
}

// Failures.

class Gone {
  readonly run = () => {};

  toString(): string {
    return '1';
  }
}

export class Registered extends Error {
  constructor(readonly code: number) {
    super(`code ${code}`);
  }
}
registerWorkerClass(Registered);

export class Unregistered extends RangeError {
  override name = 'Unregistered';
}

export function fail(how: string): never {
  switch (how) {
    case 'built-in':
      throw new RangeError('out of range', { cause: new TypeError('the reason') });
    case 'properties':
      throw Object.assign(new Error('with properties'), { code: 'E_CODE', when: new Date(0), how: new Gone() });
    case 'registered':
      throw new Registered(7);
    case 'unregistered':
      throw new Unregistered('not known there');
    case 'aggregate':
      throw new AggregateError([new TypeError('one'), 'two'], 'both');
    case 'circle': {
      const error = new Error('round');
      error.cause = error;
      throw error;
    }
    case 'dom':
      throw new DOMException('stopped', 'AbortError');
    case 'cancellation':
      throw new CancellationException('by itself');
    case 'null':
      throw null;
    case 'text':
      throw 'only text';
    default:
      throw Symbol(how);
  }
}

export function* failTwice(): Suspend<void> {
  yield* coroutineScope(function* ({ launch }) {
    launch(function* () {
      try {
        yield* delay(60_000);
      } finally {
        throw new Error('second');
      }
    });
    launch(() => {
      throw new Error('first');
    });
  });
}

export function suppressedOf(error: unknown): unknown[] {
  return [...getSuppressed(error)];
}

export function unclonable(): unknown {
  return Symbol('result');
}

// Children and context.

/** Returns before its child, which arrives at the gate when it ends. */
export function* withChild(gate: Int32Array): Suspend<string> {
  new CoroutineScope(currentCoroutineContext()).launch(function* () {
    yield* delay(5);
    arrive(gate);
  });
  return 'returned';
}

export function name(): string | null {
  return currentCoroutineContext().get(CoroutineName)?.name ?? null;
}

export class Trace extends AbstractCoroutineContextElement {
  constructor(readonly id: string) {
    super(Trace);
  }
}
registerWorkerClass(Trace, { encode: (trace) => trace.id, decode: (id: string) => new Trace(id) });

export class Local extends AbstractCoroutineContextElement {
  constructor() {
    super(Local);
  }
}

export function elements(): [trace: string | undefined, hasLocal: boolean] {
  const context = currentCoroutineContext();
  return [context.get(Trace)?.id, context.get(Local) !== null];
}

export function blocking(): string {
  return runBlocking(function* ({ async }) {
    const one = async(() => later('one', 2));
    const two = async(() => later('two', 1));
    return `${yield* one.await()}${yield* two.await()}`;
  });
}

// Cancellation: each spins without ever giving the thread back to its host.

export function spinWhileActive(gate: Int32Array): string {
  arrive(gate);
  while (isActive());
  return 'seen';
}

export function spinEnsuringActive(gate: Int32Array): never {
  arrive(gate);
  for (;;) ensureActive();
}

export function* spinYielding(gate: Int32Array): Suspend<never> {
  arrive(gate);
  for (;;) yield* yieldNow();
}

export function* spinInChild(gate: Int32Array): Suspend<void> {
  yield* coroutineScope(function* ({ launch }) {
    launch(() => spinWhileActive(gate));
    launch(() => delay(60_000));
  });
}

/** Says what it was cancelled with, after a cleanup that takes time. */
export function* waitForCancellation(gate: Int32Array, told: Int32Array): Suspend<void> {
  arrive(gate);
  try {
    yield* delay(60_000);
  } catch (cause) {
    yield* withContext(NonCancellable, () => delay(5));
    told[0] = (cause as Error).message.length;
    told[1] = (cause as Error).cause instanceof TypeError ? 1 : 0;
    arrive(gate);
    throw cause;
  }
}

/** Ignores its cancellation. */
export function spin(gate: Int32Array): never {
  arrive(gate);
  for (;;);
}

// Crashes.

export function exit(code: number): never {
  process.exit(code);
}

export function exitAtGate(gate: Int32Array): never {
  passGate(gate);
  process.exit(5);
}

export function exhaustMemory(): never {
  const kept: unknown[] = [];
  for (;;) kept.push(new Array(10_000).fill(kept.length));
}

export function throwLater(): Suspend<unknown> {
  GlobalScope.launch(() => {
    throw new RangeError('nobody takes this');
  });
  return later('never comes', 60_000);
}

export function fill(bytes: Uint8Array, value: number): Uint8Array {
  bytes.fill(value);
  return transfer(bytes, [bytes.buffer]);
}

// Channels and flows.

export function* sumOf(numbers: ReceiveChannel<number>): Suspend<number> {
  let sum = 0;
  yield* numbers.consumeEach((n) => void (sum += n));
  return sum;
}

export function* receiveOne(channel: ReceiveChannel<number>): Suspend<number> {
  return yield* channel.receive();
}

/** What receiving from a channel fails with. */
export function* failureOf(channel: ReceiveChannel<number>): Suspend<string> {
  try {
    for (;;) yield* channel.receive();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

/** Counts at the gate what it has sent. */
export function* sendAll(channel: SendChannel<number>, count: number, gate: Int32Array): Suspend<string> {
  try {
    for (let i = 1; i <= count; i++) {
      yield* channel.send(i);
      arrive(gate);
    }
    channel.close();
    return 'sent';
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

export function* cancelAfter(channel: ReceiveChannel<number>, count: number): Suspend<void> {
  for (let i = 0; i < count; i++) yield* channel.receive();
  channel.cancel(new CancellationException('had enough'));
}

export function* selectOf(a: ReceiveChannel<number>, b: ReceiveChannel<number>): Suspend<string> {
  return yield* select(
    a.onReceive((n) => `a ${n}`),
    b.onReceive((n) => `b ${n}`),
  );
}

/** Sends 1, 2, 3, ... to whichever of the channels takes it, until both have had enough. */
export function* sendToEither(a: SendChannel<number>, b: SendChannel<number>, count: number): Suspend<string> {
  let toA = 0;
  for (let n = 1; n <= count; n++) {
    yield* select(
      a.onSend(n, () => void toA++),
      b.onSend(n, () => {}),
    );
  }
  a.close();
  b.close();
  return `${toA} of ${count}`;
}

/** What of the two comes first: room in the channel, or the time. */
export function* sendWithin(millis: number, to: SendChannel<number>, element: number): Suspend<string> {
  return yield* select(
    to.onSend(element, () => 'sent'),
    onTimeout(millis, () => 'too late'),
  );
}

/** Sends what it receives, as soon as either is possible. Gives what was left over. */
export function* passOn(from: ReceiveChannel<number>, to: SendChannel<number>): Suspend<number[]> {
  const kept: number[] = [];
  for (let isOpen = true; isOpen || kept.length > 0; ) {
    const receive = from.onReceiveCatching((result) => {
      if (result.isSuccess) kept.push(result.getOrThrow());
      else isOpen = false;
    });
    if (kept.length === 0) yield* select(receive);
    else if (!isOpen) yield* to.send(kept.shift()!);
    else
      yield* select(
        receive,
        to.onSend(kept[0]!, () => void kept.shift()),
      );
  }
  to.close();
  return kept;
}

export function* failureOfOnSend(to: SendChannel<unknown>, element: unknown): Suspend<string> {
  try {
    return yield* select(to.onSend(element, () => 'sent'));
  } catch (error) {
    return String(error);
  }
}

/** By way of a third thread. */
export function* sendByAnother(to: SendChannel<number>, element: number): Suspend<string> {
  const others = workerModule<typeof import('./tasks.js')>(import.meta.url);
  return yield* others.sendWithin(60_000, to, element);
}

export function numbers(count: number, gate: Int32Array): Flow<number> {
  return flow(function* ({ emit }) {
    try {
      for (let i = 1; i <= count; i++) {
        yield* emit(i);
        arrive(gate);
      }
    } finally {
      Atomics.store(gate, 1, 1);
    }
  });
}

export function failingFlow(): Flow<number> {
  return flow(function* ({ emit }) {
    yield* emit(1);
    throw new RangeError('in the flow');
  });
}

export function* sumOfFlow(source: Flow<number>): Suspend<number> {
  let sum = 0;
  yield* source.collect((n) => void (sum += n));
  return sum;
}

export function* firstOf(source: Flow<number>): Suspend<number> {
  return yield* source.first();
}

export function producer(count: number): ReceiveChannel<number> {
  return produce(GlobalScope, function* ({ send }) {
    for (let i = 1; i <= count; i++) yield* send(i);
  });
}

export function bottomless(): SendChannel<unknown> {
  return new Channel<unknown>(Channel.UNLIMITED);
}

export function* sendBytes(channel: SendChannel<Uint8Array>, size: number): Suspend<number> {
  const bytes = new Uint8Array(size);
  yield* channel.send(transfer(bytes, [bytes.buffer]));
  return bytes.length;
}

// Locks.

/** Counts up without an atomic operation, as only the holder of the lock may. */
export function* countUnder(mutex: SharedMutex, counter: Int32Array, times: number): Suspend<void> {
  for (let i = 0; i < times; i++) {
    yield* mutex.withLock(function* () {
      const before = counter[0]!;
      if (i % 50 === 0) yield* delay(1);
      counter[0] = before + 1;
    });
  }
}

/** The most that were inside at once, in the second cell. */
export function* enter(semaphore: SharedSemaphore, inside: Int32Array): Suspend<void> {
  yield* semaphore.withPermit(function* () {
    const now = Atomics.add(inside, 0, 1) + 1;
    if (now > inside[1]!) inside[1] = now;
    yield* delay(1);
    Atomics.sub(inside, 0, 1);
  });
}

export function* holdLock(mutex: SharedMutex, gate: Int32Array): Suspend<void> {
  yield* mutex.lock();
  passGate(gate);
  mutex.unlock();
}

export function unlock(mutex: SharedMutex): void {
  mutex.unlock();
}
