import { GlobalScope } from '../coroutine/scope.js';
import { coroutineScope } from '../coroutine/scoped.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { suspend } from '../suspend/frame.js';
import { returned, suspendMark } from '../suspend/results.js';
import { type Samples, takeStack } from './stack.js';

/** A call that need not wait, and takes the stack when it is run. */
class Sample implements Suspend<void> {
  stack: Error | null = null;

  declare readonly [suspendMark]: true;

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, void> {
    this.stack = takeStack();
    return returned(undefined);
  }
}
(Sample.prototype as { [suspendMark]: true })[suspendMark] = true;

/** The stack of a sample that a coroutine runs in some way. */
function sampled(block: (sample: Suspend<void>) => Suspend<void>): Error {
  const sample = new Sample();
  GlobalScope.launch({ start: 'undispatched' }, () => block(sample));
  return sample.stack!;
}

function* run(sample: Suspend<void>): Suspend<void> {
  yield* sample;
}

const runInFrame = suspend(run);

/** Samples of the library as it is now, to learn from. */
export function takeSamples(): Samples {
  return {
    inGenerator: sampled(run),
    inBlock: sampled((sample) => sample),
    inFrame: sampled(function* (sample) {
      yield* runInFrame(sample);
    }),
    inScope: sampled(function* (sample) {
      yield* coroutineScope(() => run(sample));
    }),
  };
}
