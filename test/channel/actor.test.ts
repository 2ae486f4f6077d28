import {
  type ActorScope,
  actor,
  CancellationException,
  Channel,
  CoroutineExceptionHandler,
  CoroutineScope,
  CoroutineStart,
  delay,
  Job,
  type SendChannel,
  SupervisorJob,
  type Suspend,
  select,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { attempt, perform, step } from '../perform.js';

/** Over the four capacities that differ: nothing, something, everything and the latest only. */
const capacities = [Channel.RENDEZVOUS, 1, Channel.UNLIMITED, Channel.CONFLATED];
const LAZY = { start: CoroutineStart.LAZY };
const jobOf = (channel: SendChannel<never>) => channel as unknown as Job;

describe.each(capacities)('an actor with a mailbox of capacity %s', (capacity) => {
  test('receives the rest and its end when it is closed', () => {
    expect(
      perform(function* (scope) {
        const mailbox = actor<string>(scope, { capacity }, function* (own) {
          step('actor', yield* own.receive());
          step('actor', yield* attempt(() => own.receive()));
          step('actor', yield* attempt(() => own.channel.receive()), own.isActive);
        });
        yield* mailbox.send('OK');
        yield* delay(1);
        step('closes', mailbox.close(), mailbox.isClosedForSend);
        step(yield* attempt(() => mailbox.send('x')));
      }),
    ).toEqual([
      'actor OK',
      'closes true true',
      'ClosedSendChannelException(Channel was closed)',
      'actor ClosedReceiveChannelException(Channel was closed)',
      'actor ClosedReceiveChannelException(Channel was closed) true',
      'end',
    ]);
  });

  test('closed with a cause gets it and is not cancelled', () => {
    expect(
      perform(function* (scope) {
        const mailbox = actor<string>(scope, { capacity }, function* (own) {
          step('actor', yield* own.receive());
          step('actor', yield* attempt(() => own.receive()), own.isActive);
        });
        yield* mailbox.send('OK');
        yield* delay(1);
        step('closes', mailbox.close(new Error('io')), yield* attempt(() => mailbox.send('x')));
        yield* delay(1);
        step('cancelled', jobOf(mailbox).isCancelled);
      }),
    ).toEqual(['actor OK', 'closes true Error(io)', 'actor Error(io) true', 'cancelled false', 'end']);
  });

  test('that is cancelled takes nothing more at once', () => {
    expect(
      perform(function* (scope) {
        const mailbox = actor<string>(scope, { capacity }, function* (own) {
          step('actor', yield* own.receive());
          step('actor', yield* attempt(() => own.receive()), own.isActive);
        });
        yield* mailbox.send('OK');
        yield* delay(1);
        jobOf(mailbox).cancel(new CancellationException('enough'));
        step(yield* attempt(() => mailbox.send('x')), mailbox.trySend('y').isClosed);
        step(jobOf(mailbox).isCancelled, mailbox.isClosedForSend);
      }),
    ).toEqual([
      'actor OK',
      'CancellationException(enough) true',
      'true true',
      'actor CancellationException(enough) false',
      'end',
    ]);
  });

  test('that fails cancels its mailbox with the failure', () => {
    expect(
      perform(function* ({ coroutineContext }) {
        const handler = new CoroutineExceptionHandler((_, error) => step('handler', error));
        const scope = new CoroutineScope(coroutineContext.plus(new SupervisorJob()).plus(handler));
        const mailbox = actor<string>(scope, { capacity }, function* (own) {
          yield* own.receive();
          throw new Error('boom');
        });
        yield* mailbox.send('OK');
        yield* delay(1);
        step(yield* attempt(() => mailbox.send('x')));
        step('closes', mailbox.close());
      }),
    ).toEqual([
      'handler Error(boom)',
      'CancellationException(ActorCoroutine was cancelled) <- Error(boom)',
      'closes false',
      'end',
    ]);
  });

  test('that returns early cancels its mailbox', () => {
    expect(
      perform(function* (scope) {
        const mailbox = actor<string>(scope, { capacity }, (own) => own.receive());
        yield* mailbox.send('1');
        yield* delay(1);
        step(yield* attempt(() => mailbox.send('2')), mailbox.isClosedForSend, jobOf(mailbox).isCompleted);
      }),
    ).toEqual(['CancellationException(Channel was cancelled) true true', 'end']);
  });

  test('is a child and ends with its parent', () => {
    expect(
      perform(function* ({ coroutineContext }) {
        const parent = new Job();
        const scope = new CoroutineScope(coroutineContext.plus(parent));
        const mailbox = actor<string>(scope, { capacity }, (own) => own.receive());
        step('children', [...parent.children].length);
        yield* delay(1);
        parent.cancel();
        yield* delay(1);
        step(yield* attempt(() => mailbox.send('x')));
        const late = actor<string>(scope, { capacity }, () => step('unreached'));
        step(yield* attempt(() => late.send('x')), late.isClosedForSend);
      }),
    ).toEqual([
      'children 1',
      'JobCancellationException(Job was cancelled)',
      'JobCancellationException(Job was cancelled) true',
      'end',
    ]);
  });

  test('gets each message once from many senders', () => {
    expect(
      perform(function* ({ launch, coroutineContext }) {
        const seen = new Set<number>();
        let received = 0;
        const mailbox = actor<number>(new CoroutineScope(coroutineContext), { capacity }, (own) =>
          own.consumeEach((n) => {
            received++;
            seen.add(n);
          }),
        );
        const senders = Array.from({ length: 10 }, (_, i) =>
          launch(function* () {
            for (let n = 0; n < 100; n++) yield* mailbox.send(i * 100 + n);
          }),
        );
        for (const sender of senders) yield* sender.join();
        mailbox.close();
        yield* jobOf(mailbox).join();
        step(received === seen.size, capacity === Channel.CONFLATED ? received > 0 : received);
      }),
    ).toEqual([`true ${capacity === Channel.CONFLATED ? true : 1000}`, 'end']);
  });
});

describe.each(Object.values(CoroutineStart))('an actor of start mode %s', (start) => {
  const ways: Record<string, [body: (own: ActorScope<number>) => Suspend<unknown>, cancelled: boolean]> = {
    'that iterates over its mailbox ends': [(own) => own.iterator().hasNext(), false],
    // To consume is to cancel in the end, and the mailbox is the actor.
    'that consumes its mailbox is cancelled': [(own) => own.consumeEach(() => step('unreached')), true],
    'that consumes its channel is cancelled': [(own) => own.channel.consumeEach(() => step('unreached')), true],
  };
  for (const [way, [body, cancelled]] of Object.entries(ways)) {
    test(`${way} when it is closed at once`, () => {
      expect(
        perform(function* (scope) {
          const mailbox = actor<number>(scope, { start }, body);
          mailbox.close();
          yield* jobOf(mailbox).join();
          step('closed', mailbox.isClosedForSend, 'cancelled', jobOf(mailbox).isCancelled);
        }),
      ).toEqual([`closed true cancelled ${cancelled}`, 'end']);
    });
  }
});

describe('a lazy actor', () => {
  const first: Record<string, (mailbox: SendChannel<number>) => Suspend<unknown>> = {
    send: (mailbox) => mailbox.send(1),
    onSend: (mailbox) => select(mailbox.onSend(1, () => {})),
    // Fails: nobody waits for it yet. It has started the actor all the same.
    *trySend(mailbox) {
      if (mailbox.trySend(0).isSuccess) step('wrong');
      yield* delay(1);
      if (mailbox.trySend(1).isFailure) step('wrong');
    },
  };
  for (const [name, send] of Object.entries(first)) {
    test(`is started by the first call of ${name}`, () => {
      expect(
        perform(function* (scope) {
          const mailbox = actor<number>(scope, LAZY, function* (own) {
            step('2 starts');
            yield* own.consumeEach((n) => step('3 got', n));
            step('5 ends');
          });
          yield* delay(1);
          step('1 not active', jobOf(mailbox).isActive);
          yield* send(mailbox);
          yield* delay(1);
          step('4 closes', mailbox.close());
        }),
      ).toEqual(['1 not active false', '2 starts', '3 got 1', '4 closes true', '5 ends', 'end']);
    });
  }

  test('is not started by a clause that comes too late in its select', () => {
    expect(
      perform(function* (scope) {
        const ready = new Channel<number>(1);
        ready.trySend(1);
        const mailbox = actor<number>(scope, LAZY, (own) => own.consumeEach((n) => step('actor', n)));
        yield* select(
          ready.onReceive((n) => step('ready', n)),
          mailbox.onSend(2, () => step('unreached')),
        );
        step(`${mailbox}`.startsWith('LazyActorCoroutine{New}@'));
        yield* select(
          mailbox.onSend(3, () => step('sent')),
          ready.onReceive(() => step('unreached')),
        );
        mailbox.close();
      }),
    ).toEqual(['ready 1', 'true', 'actor 3', 'sent', 'end']);
  });

  test('is started by close and finds its mailbox closed', () => {
    expect(
      perform(function* (scope) {
        const mailbox = actor<number>(scope, LAZY, function* (own) {
          step('actor', yield* attempt(() => own.receive()));
        });
        step('closes', mailbox.close(), mailbox.close());
      }),
    ).toEqual(['closes true false', 'actor ClosedReceiveChannelException(Channel was closed)', 'end']);
  });

  test('may be started by its job as well', () => {
    expect(
      perform(function* (scope) {
        const mailbox = actor<number>(scope, LAZY, () => step('starts'));
        step(`${mailbox}`.startsWith('LazyActorCoroutine{New}@'), jobOf(mailbox).start());
      }),
    ).toEqual(['true true', 'starts', 'end']);
  });

  test('that is cancelled before its start never runs', () => {
    expect(
      perform(function* ({ coroutineContext }) {
        const parent = new Job();
        const scope = new CoroutineScope(coroutineContext.plus(parent));
        const own = actor<number>(scope, LAZY, () => step('unreached'));
        jobOf(own).cancel();
        step(yield* attempt(() => own.send(1)));
        parent.cancel();
        const late = actor<number>(scope, LAZY, () => step('unreached'));
        step(yield* attempt(() => late.send(1)), late.close());
      }),
    ).toEqual([
      'JobCancellationException(LazyActorCoroutine was cancelled)',
      'JobCancellationException(Job was cancelled) false',
      'end',
    ]);
  });
});
