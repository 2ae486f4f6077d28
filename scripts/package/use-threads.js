// What is done with the functions of tasks.js, wherever their threads come from; prints what check-package.mjs expects.
import { Channel, Dispatchers, run, runInterruptible, withContext, withTimeoutOrNull } from 'suspendable';

/** @param {import('suspendable').WorkerModule<typeof import('./tasks.js')>} tasks */
export function useThreads(tasks) {
  return run(function* ({ async, launch }) {
    console.log(`On another thread: ${yield* withContext(Dispatchers.Default, () => tasks.square(7))}`);
    const squares = Array.from({ length: 100 }, (_, i) => async(() => tasks.square(i)));
    let sum = 0;
    for (const each of squares) sum += yield* each.await();
    console.log(`A hundred calls: ${sum}`);
    console.log(`A loop that looks whether it is cancelled: ${yield* withTimeoutOrNull(50, () => tasks.spin())}`);
    const stopped = yield* withTimeoutOrNull(50, () => runInterruptible(() => tasks.spinForEver()));
    console.log(`A loop that does not: ${stopped}`);
    try {
      yield* tasks.fail('out of range');
    } catch (error) {
      const { name, message, cause } = /** @type {Error} */ (error);
      console.log(`A failure: ${name}, ${message}, ${error instanceof RangeError}, ${cause}`);
    }
    const numbers = yield* tasks.countTo(3);
    console.log(`A flow: ${yield* numbers.toList()}`);
    const channel = new Channel(1);
    launch(() => tasks.sendTo(channel, 3));
    console.log(`A channel: ${yield* channel.toList()}`);
  });
}
