import {
  awaitAll,
  CoroutineStart,
  coroutineScope,
  type Deferred,
  delay,
  Job,
  joinAll,
  type Suspend,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, perform, step } from '../perform.js';

describe('starting a lazy coroutine', () => {
  it('is true only for the call that starts it', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch({ start: CoroutineStart.LAZY }, () => step('body'));
      step(job.start(), job.start());
      yield* job.join();
      step(job.start());
    });
    expect(steps).toEqual(['true false', 'body', 'false', 'end']);
  });

  it('is false for coroutines that start by themselves', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(() => step('body'));
      step(job.start());
    });
    expect(steps).toEqual(['false', 'body', 'end']);
  });

  it('is false for jobs without a body', () => {
    expect([new Job().start(), new Job(new Job()).start()]).toEqual([false, false]);
  });

  it('does not happen by itself when the turn is given away', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch({ start: CoroutineStart.LAZY }, () => step('body'));
      yield* delay(1000);
      step(flags(job));
      job.cancel();
    });
    expect(steps).toEqual(['-', 'end']);
  });

  const starters: [string, (lazy: Deferred<void>) => Suspend<unknown>][] = [
    ['join', (lazy) => lazy.join()],
    ['await', (lazy) => lazy.await()],
    ['awaitAll', (lazy) => awaitAll(lazy)],
    ['joinAll', (lazy) => joinAll(lazy)],
  ];
  it.each(starters)('is what %s does before it waits', (_name, wait) => {
    const steps = perform(function* ({ async }) {
      const lazy = async({ start: CoroutineStart.LAZY }, () => step('body'));
      step('before');
      yield* wait(lazy);
      step('after', flags(lazy));
    });
    expect(steps).toEqual(['before', 'body', 'after completed', 'end']);
  });

  it('is not what cancelAndJoin does: the body never runs', () => {
    const steps = perform(function* ({ launch }) {
      const lazy = launch({ start: CoroutineStart.LAZY }, () => step('body'));
      yield* lazy.cancelAndJoin();
      step(flags(lazy));
    });
    expect(steps).toEqual(['completed cancelled', 'end']);
  });

  it('happens when a child is attached to it', () => {
    const steps = perform(function* ({ launch }) {
      const lazy = launch({ start: CoroutineStart.LAZY }, () => step('body'));
      const child = new Job(lazy);
      step(flags(lazy));
      yield* yieldNow();
      child.complete();
      step(flags(lazy));
    });
    expect(steps).toEqual(['active', 'body', 'completed', 'end']);
  });
});

describe('a lazy coroutine that is never started', () => {
  it('keeps the scope that it belongs to waiting', () => {
    const steps = perform(function* () {
      yield* coroutineScope(({ launch }) => {
        launch({ start: CoroutineStart.LAZY }, () => step('body'));
        step('block ends');
      });
    });
    expect(steps).toEqual(['block ends', 'stuck']);
  });

  it('lets the scope end once it is cancelled', () => {
    const steps = perform(function* () {
      yield* coroutineScope(function* ({ launch }) {
        const lazy = launch({ start: CoroutineStart.LAZY }, () => step('body'));
        launch(() => lazy.cancel());
      });
      step('scope ended');
    });
    expect(steps).toEqual(['scope ended', 'end']);
  });

  it('is final at once when cancelled, without its body', () => {
    const steps = perform(function* ({ async }) {
      const lazy = async({ start: CoroutineStart.LAZY }, () => step('body'));
      lazy.invokeOnCompletion((cause) => step('ended with', cause));
      lazy.cancel();
      step(flags(lazy), lazy.start());
      yield* lazy.join();
      step('joined');
      yield* lazy.await();
    });
    expect(steps).toEqual([
      'ended with JobCancellationException(LazyDeferredCoroutine was cancelled)',
      'completed cancelled false',
      'joined',
      'threw JobCancellationException(LazyDeferredCoroutine was cancelled)',
    ]);
  });

  it('is cancelled with its parent, without its body', () => {
    const steps = perform(function* ({ launch }) {
      const parent = launch(function* ({ launch }) {
        launch({ start: CoroutineStart.LAZY }, () => step('body')).invokeOnCompletion(() => step('ended'));
      });
      yield* yieldNow();
      parent.cancel();
      step(flags(parent));
    });
    expect(steps).toEqual(['ended', 'completed cancelled', 'end']);
  });
});
