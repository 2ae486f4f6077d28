import { CompletableDeferred, Mutex, onTimeout, type SelectClause, select, selectUnbiased } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { bufferingKinds, channelOf, fullChannelOf, kinds, overKinds } from '../channel/kinds.js';
import { perform, step } from '../perform.js';

const counts = (winners: readonly string[]) => ['first', 'second'].map((w) => winners.filter((x) => x === w).length);

/** Clauses that are ready, made anew for each select. */
const ready: Record<string, (name: string) => SelectClause<string>> = {
  onTimeout: (name) => onTimeout(0, () => name),
  onAwait: (name) => new CompletableDeferred<string>(name).onAwait((value) => value),
  onJoin: (name) => new CompletableDeferred<string>('any').onJoin(() => name),
  onLock: (name) => new Mutex().onLock(() => name),
};
for (const kind of bufferingKinds) {
  ready[`onReceive of ${kind.name}`] = (name) => fullChannelOf(kind).onReceive(() => name);
  ready[`onReceiveCatching of ${kind.name}`] = (name) => fullChannelOf(kind).onReceiveCatching(() => name);
  ready[`onSend to ${kind.name}`] = (name) => channelOf(kind).onSend(1, () => name);
}

describe('select', () => {
  for (const [name, clause] of Object.entries(ready)) {
    test(`always prefers the first of two ready ${name}`, () => {
      expect(
        perform(function* () {
          const winners: string[] = [];
          for (let i = 0; i < 100; i++) winners.push(yield* select(clause('first'), clause('second')));
          return counts(winners);
        }),
      ).toEqual(['end: [100, 0]']);
    });

    test(`takes the ready ${name} behind one that is not`, () => {
      expect(
        perform(() =>
          select(
            new CompletableDeferred<string>().onAwait(() => 'unreached'),
            clause('ready'),
          ),
        ),
      ).toEqual(['end: ready']);
    });
  }

  overKinds(kinds, 'wins at once without another coroutine getting its turn at %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        launch(() => step('2 another coroutine'));
        const channel = channelOf(kind);
        channel.close();
        step('1', yield* select(channel.onReceiveCatching((result) => result.isClosed)));
      }),
    ).toEqual(['1 true', '2 another coroutine', 'end']);
  });
});

describe('selectUnbiased', () => {
  for (const [name, clause] of Object.entries(ready)) {
    test(`takes each of two ready ${name} now and then`, () => {
      expect(
        perform(function* () {
          const winners: string[] = [];
          for (let i = 0; i < 200; i++) winners.push(yield* selectUnbiased(clause('first'), clause('second')));
          const [first, second] = counts(winners);
          step(first! > 0, second! > 0, first! + second!);
        }),
      ).toEqual(['true true 200', 'end']);
    });
  }

  test('takes the one of many that is ready', () => {
    expect(
      perform(function* () {
        const never = () => new CompletableDeferred<number>().onAwait((n) => n);
        return yield* selectUnbiased(
          never(),
          never(),
          onTimeout(0, () => 'ready'),
          never(),
        );
      }),
    ).toEqual(['end: ready']);
  });

  test('waits as select does', () => {
    expect(
      perform(function* () {
        return yield* selectUnbiased(
          onTimeout(20, () => 'later'),
          onTimeout(10, () => 'sooner'),
        );
      }),
    ).toEqual(['end: sooner']);
  });
});
