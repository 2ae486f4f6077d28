import {
  CancellationException,
  Channel,
  delay,
  type FlowCollector,
  flow,
  flowOf,
  getSuppressed,
  type Suspend,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step, text } from '../../perform.js';
import { collected, of } from '../flows.js';

const failing = flow<number>(function* ({ emit }) {
  yield* emit(1);
  throw new Error('upstream');
});

describe('onStart', () => {
  it('runs before the flow and may emit first', () => {
    const flow = of(2).onStart(function* ({ emit }) {
      step('start');
      yield* emit(1);
    });
    expect(collected(flow)).toEqual(['start', '1', '2', 'end']);
  });

  it('is waited for before the flow begins', () => {
    const started = asTimed().onStart(() => delay(10));
    expect(collected(started)).toEqual(['begun at 10', 'end']);
  });

  it('of several runs the last one written first', () => {
    const flow = of(1)
      .onStart(() => step('first written'))
      .onStart(() => step('last written'));
    expect(collected(flow)).toEqual(['last written', 'first written', '1', 'end']);
  });

  it('that throws keeps the flow from beginning', () => {
    const flow = asTimed().onStart(() => {
      throw new Error('no start');
    });
    expect(collected(flow)).toEqual(['threw Error(no start)']);
  });

  it('may not emit after an emission has failed', () => {
    const flow = of(2).onStart(function* ({ emit }) {
      try {
        yield* emit(1);
      } catch {}
      yield* emit(3);
    });
    const steps = perform(() =>
      flow.collect(() => {
        throw new Error('downstream');
      }),
    );
    expect(steps[0]).toMatch('Flow exception transparency is violated');
  });

  function asTimed() {
    return flow<number>(() => step('begun at', now()));
  }
});

describe('onCompletion', () => {
  it('gets null at a normal end and may emit', () => {
    const flow = of(1).onCompletion(function* (cause, { emit }) {
      step('cause', cause);
      yield* emit(2);
    });
    expect(collected(flow)).toEqual(['1', 'cause null', '2', 'end']);
  });

  it('gets the failure of the flow, which goes on', () => {
    expect(collected(failing.onCompletion((cause) => step('cause', cause)))).toEqual([
      '1',
      'cause Error(upstream)',
      'threw Error(upstream)',
    ]);
  });

  it('gets the failure of what is downstream', () => {
    const flow = of(1)
      .onCompletion((cause) => step('cause', cause))
      .onEach(() => {
        throw new Error('downstream');
      });
    expect(collected(flow)).toEqual(['cause Error(downstream)', 'threw Error(downstream)']);
  });

  it('gets null below a limit and an abort above it', () => {
    const flow = of(1, 2)
      .onCompletion((cause) => step('above', cause))
      .take(1)
      .onCompletion((cause) => step('below', cause));
    expect(collected(flow)).toEqual([
      '1',
      'above AbortFlowException(Flow was aborted, no more elements needed)',
      'below null',
      'end',
    ]);
  });

  it('gets the cancellation of the collector', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(() =>
        flow<number>(() => delay(Infinity))
          .onCompletion((cause) => step('cause', cause))
          .collect(),
      );
      yield* delay(1);
      job.cancel(new CancellationException('user left'));
    });
    expect(steps).toEqual(['cause CancellationException(user left)', 'end']);
  });

  it.each<[string, Parameters<typeof failing.onCompletion>[0]]>([
    ['emits', (_cause, { emit }) => emit(2)],
    ['emits a flow', (_cause, { emitAll }) => emitAll(flowOf(2))],
    ['emits a channel', (_cause, { emitAll }) => emitAll(new Channel<number>())],
  ])('that %s after a failure gets that failure', (_how, action) => {
    const flow = failing.onCompletion(function* (cause, collector): Suspend<void> {
      try {
        yield* action(cause, collector as FlowCollector<unknown>) as Suspend<unknown>;
      } catch (error) {
        step('thrown', error === cause);
        throw error;
      }
    });
    expect(collected(flow)).toEqual(['1', 'thrown true', 'threw Error(upstream)']);
  });

  it('that throws replaces the failure, which is suppressed', () => {
    const steps = perform(function* () {
      try {
        yield* failing
          .onCompletion(() => {
            throw new Error('own');
          })
          .collect();
      } catch (error) {
        step(error, getSuppressed(error));
      }
    });
    expect(steps).toEqual(['Error(own) [Error(upstream)]', 'end']);
  });

  it('that throws at a normal end fails the flow', () => {
    const flow = of(1).onCompletion(function* () {
      yield* delay(1);
      throw new Error('own');
    });
    expect(collected(flow)).toEqual(['1', 'threw Error(own)']);
  });

  it('of several runs each, from above to below', () => {
    const flow = failing.onCompletion(() => step('above')).onCompletion((cause) => step('below', cause));
    expect(collected(flow)).toEqual(['1', 'above', 'below Error(upstream)', 'threw Error(upstream)']);
  });
});

describe('onEmpty', () => {
  it('emits in place of a flow without elements', () => {
    expect(collected(of<number>().onEmpty(({ emit }) => emit(1)))).toEqual(['1', 'end']);
  });

  it('is not called after an element', () => {
    expect(collected(of(1).onEmpty(() => step('called')))).toEqual(['1', 'end']);
  });

  it('is not called when the flow fails', () => {
    const flow = failing.drop(1).onEmpty(() => step('called'));
    expect(collected(flow)).toEqual(['threw Error(upstream)']);
  });

  it('is not called when the collector is cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(() =>
        flow(() => delay(Infinity))
          .onEmpty(() => step('called'))
          .collect(),
      );
      yield* delay(1);
      yield* job.cancelAndJoin();
      step(text(job.isCancelled));
    });
    expect(steps).toEqual(['true', 'end']);
  });
});
