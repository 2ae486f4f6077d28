import { delay, MutableStateFlow, SharingCommand, SharingStarted, type StateFlow } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { now, perform, step } from '../../perform.js';
import { listen } from './subscribing.js';

const { START, STOP, STOP_AND_RESET_REPLAY_CACHE: RESET } = SharingCommand;

/** The commands, with their times, that follow from numbers of subscribers at times. */
function commands(started: SharingStarted, ...counts: (readonly [at: number, count: number])[]): string[] {
  return perform(function* (scope) {
    const count = new MutableStateFlow(0);
    const job = scope.launch(function* () {
      yield* started.command(count).collect((command) => step(now(), command));
      step('ended');
    });
    for (const [at, value] of counts) {
      yield* delay(at - now());
      count.value = value;
    }
    yield* delay(1_000_000);
    job.cancel();
  }).slice(0, -1);
}

describe('the commands of SharingStarted', () => {
  test('Eagerly starts at once, whoever is there', () => {
    expect(commands(SharingStarted.Eagerly, [100, 1], [200, 0])).toEqual([`0 ${START}`, 'ended']);
  });

  test('Lazily starts with the first subscriber and never stops', () => {
    expect(commands(SharingStarted.Lazily, [100, 1], [200, 0], [300, 2], [400, 0])).toEqual([`100 ${START}`]);
  });

  test('WhileSubscribed stops when the last subscriber leaves', () => {
    expect(commands(SharingStarted.WhileSubscribed(), [100, 1], [150, 2], [200, 0], [300, 1])).toEqual([
      `100 ${START}`,
      `200 ${STOP}`,
      `300 ${START}`,
    ]);
  });

  test('WhileSubscribed says nothing before the first subscriber', () => {
    expect(commands(SharingStarted.WhileSubscribed(10, 10))).toEqual([]);
  });

  test('with a stopTimeout it waits for the next subscriber that long', () => {
    expect(commands(SharingStarted.WhileSubscribed(50), [100, 1], [200, 0], [240, 1], [300, 0])).toEqual([
      `100 ${START}`,
      `350 ${STOP}`,
    ]);
  });

  test('with a replayExpiration of 0 it resets when it stops', () => {
    expect(commands(SharingStarted.WhileSubscribed(0, 0), [100, 1], [200, 0], [300, 1])).toEqual([
      `100 ${START}`,
      `200 ${RESET}`,
      `300 ${START}`,
    ]);
  });

  test('with both it stops, and resets later unless somebody comes', () => {
    expect(
      commands(SharingStarted.WhileSubscribed(50, 100), [100, 1], [200, 0], [300, 3], [400, 0], [1000, 1]),
    ).toEqual([`100 ${START}`, `250 ${STOP}`, `300 ${START}`, `450 ${STOP}`, `550 ${RESET}`, `1000 ${START}`]);
  });

  test.each([
    [-1, 0, 'stopTimeout(-1 ms) cannot be negative'],
    [0, -5, 'replayExpiration(-5 ms) cannot be negative'],
    [NaN, 0, 'stopTimeout should be a number of milliseconds, but was NaN'],
  ])('WhileSubscribed(%s, %s) is refused', (stopTimeout, replayExpiration, message) => {
    expect(() => SharingStarted.WhileSubscribed(stopTimeout, replayExpiration)).toThrow(
      expect.objectContaining({ name: 'IllegalArgumentException', message }),
    );
  });

  test.each([
    [SharingStarted.Eagerly, 'SharingStarted.Eagerly'],
    [SharingStarted.Lazily, 'SharingStarted.Lazily'],
    [SharingStarted.WhileSubscribed(), 'SharingStarted.WhileSubscribed()'],
    [SharingStarted.WhileSubscribed(5), 'SharingStarted.WhileSubscribed(stopTimeout=5ms)'],
    [SharingStarted.WhileSubscribed(0, 0), 'SharingStarted.WhileSubscribed(replayExpiration=0ms)'],
    [SharingStarted.WhileSubscribed(5, 7), 'SharingStarted.WhileSubscribed(stopTimeout=5ms, replayExpiration=7ms)'],
  ])('%s names itself', (started, text) => {
    expect(String(started)).toBe(text);
  });
});

describe('subscriptionCount of a flow', () => {
  test('lets WhileSubscribed start for one who left at once', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableStateFlow('only');
        const count: StateFlow<number> = flow.subscriptionCount;
        const job = listen(scope, SharingStarted.WhileSubscribed().command(count), 'command');
        yield* delay(1);
        yield* flow.take(1).collect();
        yield* delay(1);
        job.cancel();
      }),
    ).toEqual([`command ${START}`, `command ${STOP}`, 'end']);
  });
});
