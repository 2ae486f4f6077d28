import { delay, generateSequence, sequence, sequenceOf } from 'suspendable';
import { expect, test } from 'vitest';
import { perform, step } from '../../perform.js';

test('each collection of the flow runs the sequence anew', () => {
  const flow = sequenceOf(1, 2)
    .map((n) => n * 10)
    .asFlow();
  const steps = perform(function* () {
    for (let i = 0; i < 2; i++) yield* flow.collect((n) => step(n));
  });
  expect(steps).toEqual(['10', '20', '10', '20', 'end']);
});

test('the sequence goes on when the collector is done', () => {
  const source = generateSequence(1, (n) => {
    step('after', n);
    return n < 2 ? n + 1 : null;
  });
  const steps = perform(function* () {
    yield* source.asFlow().collect(function* (n) {
      yield* delay(10);
      step('collected', n);
    });
  });
  expect(steps).toEqual(['collected 1', 'after 1', 'collected 2', 'after 2', 'end']);
});

test('a collection that ends early leaves the sequence', () => {
  const source = sequence(function* () {
    try {
      for (let i = 1; ; i++) yield i;
    } finally {
      step('left');
    }
  });
  const steps = perform(function* () {
    yield* source
      .asFlow()
      .take(2)
      .collect((n) => step(n));
  });
  expect(steps).toEqual(['1', '2', 'left', 'end']);
});
