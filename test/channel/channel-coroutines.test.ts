// What producers and actors have from being coroutines: children, a parent, a dispatcher.

import {
  actor,
  awaitCancellation,
  CancellationException,
  CoroutineDispatcher,
  CoroutineExceptionHandler,
  CoroutineScope,
  CoroutineStart,
  coroutineScope,
  currentCoroutineContext,
  Dispatchers,
  Job,
  produce,
  type ReceiveChannel,
  type SendChannel,
  SupervisorJob,
  type Suspend,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { attempt, causes, perform, step } from '../perform.js';
import { upTo } from './kinds.js';

class Refusing extends CoroutineDispatcher {
  override dispatch(): void {
    throw new Error('refused');
  }
}

const noting = new CoroutineExceptionHandler((_, error) => step('handler', error));
const jobOf = (channel: ReceiveChannel<unknown> | SendChannel<never>) => channel as unknown as Job;

describe('a dispatcher that throws', () => {
  const refused: Record<string, (scope: CoroutineScope) => Suspend<unknown>> = {
    *produce(scope) {
      yield* produce<number>(scope, new Refusing(), () => step('unreached')).receive();
    },
    *actor(scope) {
      yield* actor<number>(scope, new Refusing(), () => step('unreached')).send(1);
    },
    *'a lazy actor'(scope) {
      const options = { context: new Refusing(), start: CoroutineStart.LAZY };
      yield* actor<number>(scope, options, () => step('unreached')).send(1);
    },
  };
  test.each(Object.entries(refused))('fails the scope of %s', (_name, build) => {
    expect(perform(() => coroutineScope((scope) => build(scope)))).toEqual(['threw Error(refused)']);
  });

  test('is told to whoever starts the producer or the actor', () => {
    expect(
      perform(function* () {
        const scope = new CoroutineScope(currentCoroutineContext().plus(new SupervisorJob()).plus(noting));
        const starts = [
          () => produce<number>(scope, new Refusing(), () => step('unreached')),
          () => actor<number>(scope, new Refusing(), () => step('unreached')),
        ];
        for (const start of starts) {
          step(
            yield* attempt(function* () {
              start();
            }),
          );
        }
        step(scope.isActive, [...scope.coroutineContext.get(Job)!.children].length);
      }),
    ).toEqual(['Error(refused)', 'handler Error(refused)', 'Error(refused)', 'true 0', 'end']);
  });

  test('is what the first sender to a lazy actor gets, and the cause of what further ones get', () => {
    expect(
      perform(function* () {
        const scope = new CoroutineScope(currentCoroutineContext().plus(new SupervisorJob()).plus(noting));
        const options = { context: new Refusing(), start: CoroutineStart.LAZY };
        const mailbox = actor<number>(scope, options, () => step('unreached'));
        step(yield* attempt(() => mailbox.send(1)), mailbox.isClosedForSend);
        step(yield* attempt(() => mailbox.send(1)));
      }),
    ).toEqual([
      'handler Error(refused)',
      'Error(refused) true',
      'CancellationException(LazyActorCoroutine was cancelled) <- Error(refused)',
      'end',
    ]);
  });
});

describe('a producer', () => {
  test('whose child fails still delivers what its cleanup sends', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, { context: new Job().plus(noting), capacity: 10 }, function* (producer) {
          producer.launch(() => {
            throw new Error('child');
          });
          try {
            yield* yieldNow();
          } finally {
            for (const n of upTo(3)) producer.trySend(n);
          }
        });
        for (const n of upTo(3)) step((yield* numbers.receive()) === n);
        step(yield* attempt(() => numbers.receive()));
      }),
    ).toEqual(['true', 'true', 'true', 'Error(child)', 'end']);
  });

  test('goes on when what is not its child fails', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, noting, function* ({ launch, send }) {
          yield* launch(new SupervisorJob(), () => {
            throw new Error('stranger');
          }).join();
          yield* send(3);
        });
        step(yield* numbers.receive());
      }),
    ).toEqual(['handler Error(stranger)', '3', 'end']);
  });

  test('that has closed its channel is cancelled through it all the same', () => {
    expect(
      perform(function* (scope) {
        const numbers = produce<number>(scope, function* ({ launch, send, channel }) {
          yield* send(1);
          channel.close();
          launch(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              step('child ends');
            }
          });
        });
        step(yield* numbers.receive());
        yield* yieldNow();
        step('closed', numbers.isClosedForReceive);
        numbers.cancel();
        yield* jobOf(numbers).join();
        step('cancelled', jobOf(numbers).isCancelled, yield* attempt(() => numbers.receive()));
      }),
    ).toEqual([
      '1',
      'closed true',
      'child ends',
      'cancelled true ClosedReceiveChannelException(Channel was closed)',
      'end',
    ]);
  });

  test('whose scope is cancelled in its block may send on', () => {
    expect(
      perform(function* () {
        const scope = new CoroutineScope(currentCoroutineContext().plus(new Job()));
        const numbers = produce<number>(scope, { capacity: 10 }, function* ({ send }) {
          yield* send(1);
          scope.cancel();
          yield* send(-1);
        });
        yield* yieldNow();
        step(yield* numbers.receive(), yield* numbers.receive());
        step(yield* attempt(() => numbers.receive()));
      }),
    ).toEqual(['1 -1', 'JobCancellationException(Job was cancelled)', 'end']);
  });
});

const builders: Record<string, (scope: CoroutineScope, block: () => never) => unknown> = {
  producer: (scope, block) => produce(scope, block),
  actor: (scope, block) => actor(scope, block),
};
test.each(Object.entries(builders))('a %s that fails is the failure of its parent', (_name, build) => {
  const boom = () => {
    throw new Error('boom');
  };
  expect(perform((scope) => void build(scope, boom))).toEqual(['threw Error(boom)']);
});

describe('the end of a channel, seen by who waits at it without a dispatch', () => {
  type Body = (scope: CoroutineScope) => Suspend<unknown>;
  const make: Record<string, (scope: CoroutineScope, body: Body) => [Job, () => Suspend<unknown>]> = {
    'a producer': (scope, body) => {
      const channel = produce<number>(scope, new SupervisorJob(), body);
      return [jobOf(channel), () => channel.receiveCatching()];
    },
    'an actor': (scope, body) => {
      const mailbox = actor<number>(scope, new SupervisorJob(), body);
      return [jobOf(mailbox), () => attempt(() => mailbox.send(1))];
    },
  };

  /** What is seen of a job with `listeners` handlers. */
  const seen = (name: string, listeners: number, body: Body) =>
    perform(function* (scope) {
      const [job, untilClosed] = make[name]!(scope.plus(noting), body);
      for (let i = 0; i < listeners; i++) job.invokeOnCompletion(() => step('handler', i));
      scope.launch(Dispatchers.Unconfined, function* () {
        yield* untilClosed();
        step('closed, completed', job.isCompleted);
        yield* job.join();
        step('joined');
      });
      yield* job.join();
    });

  for (const name of Object.keys(make)) {
    test(`comes after that of ${name} with one listener at most`, () => {
      // The join of `seen` is one.
      expect(seen(name, 0, () => yieldNow())).toEqual(['closed, completed true', 'joined', 'end']);
    });

    test(`comes before that of ${name} with several listeners`, () => {
      expect(seen(name, 1, () => yieldNow())).toEqual(['closed, completed false', 'handler 0', 'joined', 'end']);
    });

    test(`comes before that of ${name} whose child goes on after its body`, () => {
      function* body({ launch }: CoroutineScope): Suspend<void> {
        launch(() => yieldNow());
      }
      expect(seen(name, 0, body)).toEqual(['closed, completed false', 'joined', 'end']);
    });
  }

  test('comes before that of a producer which fails', () => {
    function* body(): Suspend<void> {
      yield* yieldNow();
      throw new Error('boom');
    }
    expect(seen('a producer', 0, body)).toEqual(['closed, completed false', 'joined', 'end']);
  });

  test("comes before an actor's children and handlers hear of its cancellation", () => {
    expect(
      perform(function* (scope) {
        const mailbox = actor<number>(scope, function* ({ launch }) {
          launch(Dispatchers.Unconfined, function* () {
            step('child', yield* attempt(awaitCancellation));
          });
          yield* awaitCancellation();
        });
        yield* yieldNow();
        jobOf(mailbox).invokeOnCompletion(() => step('handler', mailbox.isClosedForSend), { onCancelling: true });
        scope.launch(Dispatchers.Unconfined, function* () {
          step('sender', yield* attempt(() => mailbox.send(1)));
        });
        jobOf(mailbox).cancel(new CancellationException('enough'));
      }),
    ).toEqual(['sender CancellationException(enough)', 'child CancellationException(enough)', 'handler true', 'end']);
  });
});

describe('a close handler that throws', () => {
  const boom = () => {
    throw new Error('boom');
  };
  const withHandler: Record<string, (scope: CoroutineScope, body: () => Suspend<unknown>) => Job> = {
    producer(scope, body) {
      const channel = produce<number>(scope, (own) => {
        own.channel.invokeOnClose(boom);
        return body();
      });
      return jobOf(channel);
    },
    actor(scope, body) {
      const mailbox = actor<number>(scope, body);
      mailbox.invokeOnClose(boom);
      return jobOf(mailbox);
    },
  };
  const noting = new CoroutineExceptionHandler((_, error) => step('handler', causes(error)));
  const failure = (state: string) =>
    expect.stringMatching(
      new RegExp(`^handler CompletionHandlerException\\(.* \\w+Coroutine\\{${state}\\}.*\\) <- Error\\(boom\\)$`),
    );

  for (const [name, make] of Object.entries(withHandler)) {
    test(`does not keep its ${name} from ending`, () => {
      expect(
        perform(function* () {
          yield* coroutineScope(function* (scope) {
            make(scope.plus(noting), () => yieldNow());
          });
          step('ended');
        }),
      ).toEqual([failure('Completed'), 'ended', 'end']);
    });

    test(`does not keep its ${name} and others from being cancelled`, () => {
      expect(
        perform(function* (scope) {
          const parent = new Job();
          const inner = new CoroutineScope(scope.coroutineContext.plus(noting).plus(parent));
          make(inner, awaitCancellation);
          inner.launch(function* () {
            step('other', yield* attempt(awaitCancellation));
          });
          yield* yieldNow();
          parent.cancel(new CancellationException('enough'));
          yield* parent.join();
          step('ended');
        }),
      ).toEqual([failure('Cancelling'), 'other CancellationException(enough)', 'ended', 'end']);
    });
  }
});
