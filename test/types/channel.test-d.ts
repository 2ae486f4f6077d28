import {
  type ActorScope,
  actor,
  BufferOverflow,
  Channel,
  type ChannelIterator,
  type ChannelResult,
  type Channel as ChannelType,
  type CoroutineScope,
  consumeAsFlow,
  type Flow,
  type ProducerScope,
  produce,
  type ReceiveChannel,
  receiveAsFlow,
  run,
  type SendChannel,
  type Suspend,
  type TickerMode,
  ticker,
} from 'suspendable';
import { describe, expectTypeOf, test } from 'vitest';

declare const scope: CoroutineScope;
declare const numbers: ChannelType<number>;

interface Animal {
  name: string;
}
interface Dog extends Animal {
  bark(): void;
}

describe('a channel', () => {
  test('is of the type that is named', () => {
    expectTypeOf(new Channel<number>()).toEqualTypeOf<ChannelType<number>>();
    expectTypeOf(new Channel<number | null>(4).receive()).toEqualTypeOf<Suspend<number | null>>();
    expectTypeOf(new Channel()).toEqualTypeOf<ChannelType<unknown>>();
  });

  test('takes its type from where it goes', () => {
    const names: ChannelType<string> = new Channel(Channel.BUFFERED);
    expectTypeOf(names.send).parameter(0).toEqualTypeOf<string>();
  });

  test('takes its type from the handler of what is undelivered', () => {
    const files = new Channel(1, { onUndeliveredElement: (file: { close(): void }) => file.close() });
    expectTypeOf(files).toEqualTypeOf<ChannelType<{ close(): void }>>();
  });

  test('hands its elements to the handler as they are', () => {
    new Channel<Dog>(1, { onUndeliveredElement: (dog) => expectTypeOf(dog).toEqualTypeOf<Dog>() });
  });

  test('has capacities and policies', () => {
    for (const capacity of [Channel.RENDEZVOUS, Channel.BUFFERED, Channel.CONFLATED, Channel.UNLIMITED]) {
      expectTypeOf(capacity).toEqualTypeOf<number>();
    }
    expectTypeOf<BufferOverflow>().toEqualTypeOf<'suspend' | 'drop-oldest' | 'drop-latest'>();
    expectTypeOf(BufferOverflow.DROP_OLDEST).toEqualTypeOf<'drop-oldest'>();
    new Channel<number>(1, { onBufferOverflow: 'drop-latest' });
    // @ts-expect-error there is no such policy
    new Channel<number>(1, { onBufferOverflow: 'drop' });
    // @ts-expect-error a capacity is a number
    new Channel<number>('1');
  });

  test('is known by instanceof', () => {
    const thing: unknown = numbers;
    if (thing instanceof Channel) expectTypeOf(thing).toEqualTypeOf<ChannelType<unknown>>();
  });
});

describe('the ends of a channel', () => {
  test('a channel is both of its ends', () => {
    expectTypeOf<ChannelType<number>>().toExtend<SendChannel<number>>();
    expectTypeOf<ChannelType<number>>().toExtend<ReceiveChannel<number>>();
    expectTypeOf<ChannelType<number>>().toExtend<AsyncIterable<number>>();
  });

  test('what gives dogs gives animals, and not the other way round', () => {
    expectTypeOf<ReceiveChannel<Dog>>().toExtend<ReceiveChannel<Animal>>();
    expectTypeOf<ReceiveChannel<Animal>>().not.toExtend<ReceiveChannel<Dog>>();
    expectTypeOf<ChannelIterator<Dog>>().toExtend<ChannelIterator<Animal>>();
    expectTypeOf<ChannelIterator<Animal>>().not.toExtend<ChannelIterator<Dog>>();
    expectTypeOf<ChannelResult<Dog>>().toExtend<ChannelResult<Animal>>();
    expectTypeOf<ChannelResult<Animal>>().not.toExtend<ChannelResult<Dog>>();
  });

  test('what takes animals takes dogs, and not the other way round', () => {
    expectTypeOf<SendChannel<Animal>>().toExtend<SendChannel<Dog>>();
    expectTypeOf<SendChannel<Dog>>().not.toExtend<SendChannel<Animal>>();
  });

  test('a channel of both ends is of its one type', () => {
    expectTypeOf<ChannelType<Dog>>().not.toExtend<ChannelType<Animal>>();
    expectTypeOf<ChannelType<Animal>>().not.toExtend<ChannelType<Dog>>();
    expectTypeOf<ChannelType<Dog>>().toExtend<ReceiveChannel<Animal>>();
    expectTypeOf<ChannelType<Animal>>().toExtend<SendChannel<Dog>>();
  });

  test('one end cannot do what the other does', () => {
    const sending: SendChannel<number> = numbers;
    const receiving: ReceiveChannel<number> = numbers;
    // @ts-expect-error who sends does not receive
    sending.receive();
    // @ts-expect-error who sends closes and does not cancel
    sending.cancel();
    // @ts-expect-error who receives does not send
    receiving.send(1);
    // @ts-expect-error who receives cancels and does not close
    receiving.close();
  });
});

describe('sending', () => {
  test('gives nothing, or how it went', () => {
    expectTypeOf(numbers.send(1)).toEqualTypeOf<Suspend<void>>();
    expectTypeOf(numbers.trySend(1)).toEqualTypeOf<ChannelResult<void>>();
    expectTypeOf(numbers.close()).toEqualTypeOf<boolean>();
    // @ts-expect-error of another type
    numbers.send('1');
    // @ts-expect-error of another type
    numbers.trySend(null);
  });
});

describe('receiving', () => {
  test('gives elements, or results with them', () => {
    expectTypeOf(numbers.receive()).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(numbers.receiveCatching()).toEqualTypeOf<Suspend<ChannelResult<number>>>();
    expectTypeOf(numbers.tryReceive()).toEqualTypeOf<ChannelResult<number>>();
    expectTypeOf(numbers.toList()).toEqualTypeOf<Suspend<number[]>>();
  });

  test('a result gives its element or null', () => {
    const result = numbers.tryReceive();
    expectTypeOf(result.getOrNull()).toEqualTypeOf<number | null>();
    expectTypeOf(result.getOrThrow()).toEqualTypeOf<number>();
    expectTypeOf(result.exceptionOrNull()).toEqualTypeOf<unknown>();
  });

  test('an iterator asks first and gives then', () => {
    expectTypeOf(numbers.iterator()).toEqualTypeOf<ChannelIterator<number>>();
    expectTypeOf(numbers.iterator().hasNext()).toEqualTypeOf<Suspend<boolean>>();
    expectTypeOf(numbers.iterator().next()).toEqualTypeOf<number>();
  });

  test('for await has the elements', async () => {
    for await (const element of new Channel<string>()) expectTypeOf(element).toEqualTypeOf<string>();
  });

  test('consume gives what its block gives', () => {
    expectTypeOf(numbers.consume(() => 'text')).toEqualTypeOf<Suspend<string>>();
    expectTypeOf(numbers.consume((channel) => channel.receive())).toEqualTypeOf<Suspend<number>>();
    numbers.consume((channel) => expectTypeOf(channel).toEqualTypeOf<ChannelType<number>>());
    expectTypeOf(
      numbers.consume(function* (channel) {
        return [yield* channel.receive()];
      }),
    ).toEqualTypeOf<Suspend<number[]>>();
  });

  test('consumeEach takes plain and suspending actions', () => {
    expectTypeOf(numbers.consumeEach((n) => n.toFixed())).toEqualTypeOf<Suspend<void>>();
    expectTypeOf(numbers.consumeEach((n) => numbers.send(n))).toEqualTypeOf<Suspend<void>>();
    // @ts-expect-error of another type
    numbers.consumeEach((text: string) => text);
  });
});

describe('produce', () => {
  test('takes the type that is named', () => {
    const words = produce<string>(scope, function* ({ send, trySend, channel }) {
      expectTypeOf(send('text')).toEqualTypeOf<Suspend<void>>();
      expectTypeOf(trySend('text')).toEqualTypeOf<ChannelResult<void>>();
      expectTypeOf(channel).toEqualTypeOf<SendChannel<string>>();
      // @ts-expect-error of another type
      yield* send(5);
    });
    expectTypeOf(words).toEqualTypeOf<ReceiveChannel<string>>();
  });

  test('takes its type from where it goes', () => {
    const counts: ReceiveChannel<number> = produce(scope, ({ send }) => send(5));
    void counts;
    // @ts-expect-error of another type
    const words: ReceiveChannel<string> = produce(scope, ({ send }) => send(5));
    void words;
  });

  test('takes its type from a scope that is named', () => {
    expectTypeOf(produce(scope, ({ send }: ProducerScope<Dog>) => void send)).toEqualTypeOf<ReceiveChannel<Dog>>();
  });

  test('has a scope to launch in and to wait in', () => {
    produce<number>(scope, { capacity: 4, onBufferOverflow: 'drop-oldest', name: 'squares' }, function* (producer) {
      expectTypeOf(producer).toExtend<CoroutineScope>();
      expectTypeOf(producer.awaitClose(() => {})).toEqualTypeOf<Suspend<void>>();
    });
    // @ts-expect-error there is no such option
    produce<number>(scope, { size: 4 }, () => {});
    // @ts-expect-error the block is missing
    produce<number>(scope, { capacity: 4 });
  });
});

describe('actor', () => {
  test('takes the type that is named', () => {
    const counter = actor<number>(scope, { capacity: 4, start: 'lazy' }, function* (mailbox) {
      expectTypeOf(mailbox).toEqualTypeOf<ActorScope<number>>();
      expectTypeOf(yield* mailbox.receive()).toEqualTypeOf<number>();
      for (const iterator = mailbox.iterator(); yield* iterator.hasNext(); ) {
        expectTypeOf(iterator.next()).toEqualTypeOf<number>();
      }
    });
    expectTypeOf(counter).toEqualTypeOf<SendChannel<number>>();
  });

  test('takes its type from where it goes', () => {
    const shouter: SendChannel<string> = actor(scope, (mailbox) =>
      mailbox.consumeEach((word) => expectTypeOf(word).toEqualTypeOf<string>()),
    );
    void shouter;
  });
});

describe('what is made of channels and gives them', () => {
  test('a ticker ticks and says nothing', () => {
    expectTypeOf(ticker(10, { initialDelay: 0, mode: 'fixed-delay' })).toEqualTypeOf<ReceiveChannel<void>>();
    expectTypeOf<TickerMode>().toEqualTypeOf<'fixed-period' | 'fixed-delay'>();
  });

  test('flows are of the type of their channel', () => {
    expectTypeOf(receiveAsFlow(numbers)).toEqualTypeOf<Flow<number>>();
    expectTypeOf(consumeAsFlow(numbers)).toEqualTypeOf<Flow<number>>();
  });

  test('a block may return what it received', () => {
    expectTypeOf(run(() => numbers.receive())).toEqualTypeOf<Promise<number>>();
  });
});
