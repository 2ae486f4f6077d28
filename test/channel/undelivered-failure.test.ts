import { Channel, CoroutineExceptionHandler, CoroutineStart, getSuppressed, type Suspend, select } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { causes, perform, step, text } from '../perform.js';
import { boundedKinds, channelOf, droppingKinds, fill, fullChannelOf, kinds, overKinds, upTo } from './kinds.js';

const failing = {
  onUndeliveredElement: (n: number) => {
    throw new Error(`test ${n}`);
  },
};

/** How an error of the handler reads, with what it suppresses. */
function report(error: unknown): string {
  const suppressed = getSuppressed(error).map(text);
  return causes(error) + (suppressed.length > 0 ? ` suppressed [${suppressed.join(', ')}]` : '');
}

const wrapped = (n: number) =>
  `UndeliveredElementException(Exception in undelivered element handler for ${n}) <- Error(test ${n})`;

function* attempt(call: () => Suspend<unknown>): Suspend<void> {
  try {
    step(yield* call());
  } catch (error) {
    step(report(error));
  }
}

const receives: Record<string, (channel: Channel<number>) => Suspend<unknown>> = {
  receive: (channel) => channel.receive(),
  receiveCatching: (channel) => channel.receiveCatching(),
  hasNext: (channel) => channel.iterator().hasNext(),
  'select with onReceive': (channel) => select(channel.onReceive((n) => n)),
  'select with onReceiveCatching': (channel) => select(channel.onReceiveCatching((n) => n)),
};

const reporting = {
  start: CoroutineStart.UNDISPATCHED,
  context: new CoroutineExceptionHandler((_, error) => step('handler', report(error))),
};
const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };
const CANCELLED = 'JobCancellationException(StandaloneCoroutine was cancelled)';

describe('an error thrown by onUndeliveredElement', () => {
  overKinds(kinds, 'comes out of a send to a closed % channel', (kind) => {
    expect(
      perform(function* () {
        const channel = channelOf(kind, failing);
        channel.close();
        yield* attempt(() => channel.send(1));
      }),
    ).toEqual([`${wrapped(1)} suppressed [ClosedSendChannelException(Channel was closed)]`, 'end']);
  });

  overKinds(droppingKinds, 'comes out of the send that drops from %', (kind) => {
    const latest = kind.drops === 'the latest';
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind, failing);
        yield* attempt(() => channel.send(99));
        const rest = upTo(fill(kind)).map(() => channel.tryReceive().getOrNull());
        step('has the element', rest.includes(99));
      }),
    ).toEqual([wrapped(latest ? 99 : 1), `has the element ${!latest}`, 'end']);
  });

  overKinds(droppingKinds, 'comes out of trySend and onSend that drop an older one from %', (kind) => {
    const latest = kind.drops === 'the latest';
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind, failing);
        try {
          step(channel.trySend(98).isSuccess);
        } catch (error) {
          step(report(error));
        }
        yield* attempt(() => select(channel.onSend(99, () => true)));
        const rest = upTo(fill(kind)).map(() => channel.tryReceive().getOrNull());
        step('has the element', rest.includes(99));
      }),
    ).toEqual(
      latest
        ? ['true', 'true', 'has the element false', 'end'] // dropped without a word
        : [wrapped(1), wrapped(kind.room > 1 ? 2 : 98), 'has the element true', 'end'],
    );
  });

  overKinds(kinds, 'comes out of the cancellation of % with all others', (kind) => {
    const channel = fullChannelOf(kind, failing);
    const count = fill(kind);
    let thrown: unknown = null;
    try {
      channel.cancel();
    } catch (error) {
      thrown = error;
    }
    expect(channel.isClosedForReceive).toBe(true);
    if (count === 0) expect(thrown).toBe(null);
    else {
      expect(causes(thrown)).toBe(wrapped(count));
      const others = upTo(count - 1).reverse();
      expect(getSuppressed(thrown).map(text)).toEqual(others.map((n) => `Error(test ${n})`));
    }
  });

  overKinds(kinds, 'comes out of the cancellation of % before the handler of invokeOnClose is called', (kind) => {
    const channel = fullChannelOf(kind, failing);
    const calls: unknown[] = [];
    channel.invokeOnClose((cause) => calls.push(cause));
    if (fill(kind) === 0) channel.cancel();
    else expect(() => channel.cancel()).toThrow();
    expect(calls.length).toBe(fill(kind) === 0 ? 1 : 0);
  });

  test('names an element that cannot be turned into text, and the senders are woken', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<unknown>(0, {
          onUndeliveredElement: (element) => {
            throw new Error(typeof element);
          },
        });
        launch(UNDISPATCHED, () => attempt(() => channel.send(Symbol('x'))));
        launch(UNDISPATCHED, () => attempt(() => channel.send(Object.create(null))));
        try {
          channel.cancel();
        } catch (error) {
          step(report(error));
        }
      }),
    ).toEqual([
      'UndeliveredElementException(Exception in undelivered element handler for an object) <- Error(object) suppressed [Error(symbol)]',
      'CancellationException(Channel was cancelled)',
      'CancellationException(Channel was cancelled)',
      'end',
    ]);
  });

  for (const [name, receive] of Object.entries(receives)) {
    overKinds(kinds, `goes to the handler when ${name} of % is cancelled`, (kind) => {
      expect(
        perform(function* ({ launch }) {
          const channel = channelOf(kind, failing);
          const job = launch(reporting, () => attempt(() => receive(channel)));
          yield* channel.send(1);
          job.cancel();
          yield* job.join();
        }),
      ).toEqual([`handler ${wrapped(1)}`, CANCELLED, 'end']);
    });
  }

  overKinds(boundedKinds, 'goes to the handler when a send to % is cancelled', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind, failing);
        for (const call of [() => channel.send(101), () => select(channel.onSend(101, () => {}))]) {
          const job = launch(reporting, () => attempt(call));
          job.cancel();
          yield* job.join();
        }
      }),
    ).toEqual([`handler ${wrapped(101)}`, CANCELLED, `handler ${wrapped(101)}`, CANCELLED, 'end']);
  });
});
