import {
  AbstractCoroutineContextElement,
  ContinuationInterceptor,
  CoroutineName,
  CoroutineScope,
  coroutineScope,
  currentCoroutineContext,
  delay,
  EmptyCoroutineContext,
  flow,
  Job,
  type Suspend,
  suspend,
  withContext,
  withTimeout,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { otherDispatcher, perform, step } from '../../perform.js';

class Tag extends AbstractCoroutineContextElement {
  constructor(readonly text: string) {
    super(Tag);
  }
}

const nameHere = () => currentCoroutineContext().get(CoroutineName)?.name ?? 'none';
const named = (name: string) => new CoroutineName(name);

/** Emits 1 and 2 and says where. */
const source = flow<number>(function* ({ emit }) {
  for (const n of [1, 2]) {
    step(`emit ${n} in ${nameHere()}`);
    yield* emit(n);
  }
});

describe('flowOn within one dispatcher', () => {
  it('waits in frames of operators after it before the collector goes on', () => {
    const wait = suspend(function* (what: string): Suspend<void> {
      yield* delay(10);
      step(what);
      yield* delay(10);
    });
    const pipeline = source
      .flowOn(named('up'))
      .map(function* (n) {
        yield* wait(`map ${n} in ${nameHere()}`);
        return n;
      })
      .flowOn(named('middle'))
      .filter(function* (n) {
        yield* wait(`filter ${n} in ${nameHere()}`);
        return true;
      });
    expect(perform(() => pipeline.collect((n) => step(`${n} in ${nameHere()}`)))).toEqual([
      'emit 1 in up',
      'map 1 in middle',
      'filter 1 in none',
      '1 in none',
      'emit 2 in up',
      'map 2 in middle',
      'filter 2 in none',
      '2 in none',
      'end',
    ]);
  });

  it('changes the context of what is before it only', () => {
    expect(perform(() => source.flowOn(named('up')).collect((n) => step(`${n} in ${nameHere()}`)))).toEqual([
      'emit 1 in up',
      '1 in none',
      'emit 2 in up',
      '2 in none',
      'end',
    ]);
  });

  it('keeps the contexts apart when both sides suspend', () => {
    const slow = flow<number>(function* ({ emit }) {
      for (const n of [1, 2]) {
        yield* delay(10);
        step(`emit ${n} in ${nameHere()}`);
        yield* emit(n);
        step(`emitted ${n} in ${nameHere()}`);
      }
    });
    expect(
      perform(() =>
        slow.flowOn(named('up')).collect(function* (n) {
          yield* yieldNow();
          yield* delay(10);
          step(`${n} in ${nameHere()}`);
        }),
      ),
    ).toEqual(['emit 1 in up', '1 in none', 'emitted 1 in up', 'emit 2 in up', '2 in none', 'emitted 2 in up', 'end']);
  });

  it('keeps them apart for functions wrapped by suspend', () => {
    const emitting = suspend(function* (emit: (n: number) => Suspend<void>, n: number): Suspend<void> {
      yield* delay(1);
      yield* emit(n);
      yield* delay(1);
      step(`emitted ${n} in ${nameHere()}`);
    });
    const collecting = suspend(function* (n: number): Suspend<void> {
      yield* delay(1);
      step(`${n} in ${nameHere()}`);
    });
    const deep = flow<number>(function* ({ emit }) {
      yield* emitting(emit, 1);
      yield* emitting(emit, 2);
    });
    expect(perform(() => deep.flowOn(named('up')).collect(collecting))).toEqual([
      '1 in none',
      'emitted 1 in up',
      '2 in none',
      'emitted 2 in up',
      'end',
    ]);
  });

  it('of several the one closest to the source wins', () => {
    const tagged = flow<string>(({ emit }) => emit(`${nameHere()} ${currentCoroutineContext().get(Tag)?.text}`));
    expect(
      perform(() =>
        tagged
          .flowOn(named('first'))
          .flowOn(named('second'))
          .flowOn(named('third').plus(new Tag('kept')))
          .collect((text) => step(text)),
      ),
    ).toEqual(['first kept', 'end']);
  });

  it('with the collector’s own context it changes nothing', () => {
    expect(
      perform(() => {
        const own = currentCoroutineContext().minusKey(Job);
        return source
          .flowOn(own)
          .map((n) => n)
          .flowOn(own)
          .collect((n) => step(n));
      }),
    ).toEqual(['emit 1 in none', '1', 'emit 2 in none', '2', 'end']);
  });

  it('with the empty context it is the flow itself', () => {
    expect(source.flowOn(EmptyCoroutineContext)).toBe(source);
  });

  it('with the same context again it is the same flow', () => {
    const there = source.flowOn(named('up'));
    expect(there.flowOn(named('up'))).toBe(there);
  });

  it('upstream has the job of the collector', () => {
    expect(
      perform(function* ({ launch }) {
        const job: Job = launch(function* () {
          yield* delay(1);
          yield* flow<boolean>(({ emit }) => emit(currentCoroutineContext().get(Job) === job))
            .flowOn(named('up'))
            .collect((same) => step(same));
        });
      }),
    ).toEqual(['true', 'end']);
  });

  it('scopes within upstream belong to the collector', () => {
    expect(
      perform(() =>
        flow<number>(function* ({ emit }) {
          yield* coroutineScope(function* ({ launch }) {
            launch(() => step(`child in ${nameHere()}`));
            yield* delay(1);
            yield* emit(1);
          });
          yield* withTimeout(10, () => emit(2));
        })
          .flowOn(named('up'))
          .collect((n) => step(`${n} in ${nameHere()}`)),
      ),
    ).toEqual(['child in up', '1 in none', '2 in none', 'end']);
  });

  it('coroutines that upstream launches in its context are children', () => {
    expect(
      perform(function* () {
        yield* flow<number>(() => {
          new CoroutineScope(currentCoroutineContext()).launch(function* () {
            yield* delay(5);
            step(`child in ${nameHere()}`);
          });
        })
          .flowOn(named('up'))
          .collect();
        step('collected');
      }),
    ).toEqual(['collected', 'child in up', 'end']);
  });

  it('emission from another context is still refused', () => {
    expect(
      perform(() =>
        flow<number>(({ emit }) => withContext(named('elsewhere'), () => emit(1)))
          .flowOn(named('up'))
          .collect(),
      )[0],
    ).toContain('Flow invariant is violated');
  });

  it('cancelling the collector ends a wait upstream', () => {
    expect(
      perform(function* ({ launch }) {
        const job = launch(() =>
          flow<number>(function* () {
            try {
              yield* delay(1000);
            } finally {
              step(`cleaned up in ${nameHere()}`);
            }
          })
            .flowOn(named('up'))
            .collect(),
        );
        yield* delay(1);
        yield* job.cancelAndJoin();
        step('cancelled');
      }),
    ).toEqual(['cleaned up in up', 'cancelled', 'end']);
  });

  it('a failure downstream passes through upstream’s finally', () => {
    expect(
      perform(() =>
        flow<number>(function* ({ emit }) {
          try {
            yield* emit(1);
          } finally {
            yield* delay(1);
            step(`cleaned up in ${nameHere()}`);
          }
        })
          .flowOn(named('up'))
          .collect(function* () {
            yield* delay(1);
            throw new Error('enough');
          }),
      ),
    ).toEqual(['cleaned up in up', 'threw Error(enough)']);
  });

  it('a call yielded without its star is pointed out upstream', () => {
    expect(
      perform(() =>
        flow<number>(function* () {
          yield delay(1) as never;
        })
          .flowOn(named('up'))
          .collect(),
      )[0],
    ).toContain('Suspend functions are called with yield*, with the star');
  });
});

describe('flowOn to another dispatcher', () => {
  it('runs what is before it there and the rest here', () => {
    expect(
      perform(() => {
        const there = otherDispatcher();
        const where = () => (currentCoroutineContext().get(ContinuationInterceptor) === there ? 'there' : 'here');
        return flow<number>(function* ({ emit }) {
          for (const n of [1, 2]) {
            step(`emit ${n} ${where()}`);
            yield* emit(n);
          }
        })
          .map((n) => {
            step(`map ${n} ${where()}`);
            return n;
          })
          .flowOn(there)
          .collect((n) => step(`${n} ${where()}`));
      }),
    ).toEqual(['emit 1 there', 'map 1 there', 'emit 2 there', 'map 2 there', '1 here', '2 here', 'end']);
  });

  it('gives what is thrown before it to the collector', () => {
    expect(
      perform(function* () {
        try {
          yield* flow<number>(() => {
            throw new Error('broken');
          })
            .flowOn(otherDispatcher())
            .collect();
        } catch (error) {
          step('caught', error);
        }
      }),
    ).toEqual(['caught Error(broken)', 'end']);
  });

  it('a timeout upstream reaches the collector as such', () => {
    expect(
      perform(function* () {
        try {
          yield* flow<number>(() => withTimeout(0, () => {}))
            .flowOn(otherDispatcher())
            .collect();
        } catch (error) {
          step('caught', error);
        }
      }),
    ).toEqual(['caught TimeoutCancellationException(Timed out immediately)', 'end']);
  });

  it('begins even if it is cancelled before its turn', () => {
    expect(
      perform(function* () {
        yield* coroutineScope(function* (scope) {
          const upstream = flow<number>(function* ({ emit }) {
            try {
              step('upstream');
              yield* emit(1);
            } finally {
              step('upstream ends');
            }
          }).flowOn(otherDispatcher());
          scope.launch(function* () {
            step('collecting');
            try {
              yield* upstream.collect();
            } finally {
              step('collector ends');
            }
          });
          scope.launch(() => {
            step('cancelling');
            scope.cancel();
          });
        });
      }),
    ).toEqual([
      'collecting',
      'cancelling',
      'upstream',
      'upstream ends',
      'collector ends',
      'threw JobCancellationException(ScopeCoroutine was cancelled)',
    ]);
  });
});

describe('flowOn: misuse', () => {
  it('refuses a context that has a job', () => {
    const job = new Job();
    expect(() => source.flowOn(job as never)).toThrow(`Flow context cannot contain job in it. Had ${job}`);
  });

  it('refuses what is not a context at all', () => {
    expect(() => source.flowOn('Main' as never)).toThrow('flowOn expects a CoroutineContext, got "Main"');
  });
});
