import { Channel, delay, flow, receiveAsFlow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step } from '../../perform.js';
import { collectedInTime, hang, of, timed } from '../flows.js';

const within = 100;

describe('chunked within a time', () => {
  it('gives a list as soon as it is full', () => {
    expect(collectedInTime(of(1, 2, 3, 4).chunked(2, { within }))).toEqual(['0: 1,2', '0: 3,4', '0: over']);
  });

  it('gives what has come when the time is over', () => {
    const script = timed<number>(1, [30], 2, [200], 3, [30], 4, [30], 5);
    expect(collectedInTime(script.chunked(3, { within }))).toEqual(['100: 1,2', '290: 3,4,5', '290: over']);
  });

  it('counts the time from the first element on', () => {
    const script = timed<number>([250], 1, [99], 2, [1], 3, [50]);
    expect(collectedInTime(script.chunked(9, { within }))).toEqual(['350: 1,2', '400: 3', '400: over']);
  });

  it('gives what is left when the flow ends', () => {
    expect(collectedInTime(timed<number>(1, [10]).chunked(9, { within }))).toEqual(['10: 1', '10: over']);
    expect(collectedInTime(of().chunked(9, { within }))).toEqual(['0: over']);
  });

  it('drops what has been gathered when the flow fails', () => {
    const failing = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* delay(10);
      throw new Error('broken');
    });
    expect(collectedInTime(failing.chunked(9, { within }))).toEqual(['10: Error(broken)']);
  });

  it('goes on gathering while the collector is busy', () => {
    expect(
      perform(() =>
        timed<number>(1, [10], 2, [10], 3, [10], 4, [200], 5)
          .chunked(2, { within })
          .collect(function* (list) {
            step(`${now()}:`, list);
            yield* delay(50);
          }),
      ),
    ).toEqual(['10: [1, 2]', '60: [3, 4]', '230: [5]', 'end']);
  });

  it('counts the time from when an element comes, also to a busy collector', () => {
    expect(
      perform(() =>
        timed<number>(1, [110], 2, [20], 3, [170], 4, [150], 5, [200])
          .chunked(9, { within })
          .collect(function* (list) {
            step(`${now()}:`, list);
            yield* delay(150);
          }),
      ),
    ).toEqual(['100: [1]', '250: [2, 3]', '400: [4]', '550: [5]', 'end']);
  });

  it('gives lists by time alone with the size Infinity', () => {
    const script = timed<number>(1, [30], 2, [30], 3, [200], 4);
    expect(collectedInTime(script.chunked(Infinity, { within }))).toEqual(['100: 1,2,3', '260: 4', '260: over']);
    expect(() => script.chunked(Infinity)).toThrow('Expected positive chunk size, but got Infinity');
  });

  it('lets a busy collector finish when the channel before it fails', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<number>();
        launch(function* () {
          yield* channel.send(1);
          yield* delay(110);
          channel.close(new Error('broken'));
        });
        yield* receiveAsFlow(channel)
          .chunked(9, { within })
          .collect(function* (list) {
            yield* delay(50);
            step(`${now()}:`, list);
          });
      }),
    ).toEqual(['150: [1]', 'threw Error(broken)']);
  });

  it('gathers what the buffer before it takes and the first of the next list', () => {
    expect(
      perform(function* ({ launch }) {
        const job = launch(() =>
          flow<number>(function* ({ emit }) {
            for (let i = 1; ; i++) {
              step(`emit ${i}`);
              yield* emit(i);
            }
          })
            .buffer(1)
            .chunked(2, { within })
            .collect(() => hang('collector cancelled')),
        );
        yield* delay(1000);
        yield* job.cancelAndJoin();
      }),
    ).toEqual(['emit 1', 'emit 2', 'emit 3', 'emit 4', 'emit 5', 'collector cancelled', 'end']);
  });

  it('gives each list as a new one', () => {
    const lists: number[][] = [];
    perform(() =>
      of(1, 2, 3)
        .chunked(2, { within })
        .collect((list) => void lists.push(list)),
    );
    expect(lists).toEqual([[1, 2], [3]]);
  });

  it.each([0, -1])('refuses the time %s at once', (millis) => {
    expect(() => of(1).chunked(1, { within: millis })).toThrow(
      `chunked expects a positive number of milliseconds, got ${millis}`,
    );
  });
});
