// A shared flow is a broadcast, whether anyone listens or not. A subscriber gets what comes after it has subscribed, and with
// replay the last of what came before.

import { type CoroutineScope, delay, MutableSharedFlow, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A broadcast';
export const expected = [
  'on time: ping 0',
  'on time: ping 1',
  'late: ping 1',
  'on time: ping 2',
  'late: ping 2',
  'on time: ping 3',
  'late: ping 3',
];

export function* main({ launch }: CoroutineScope, { println }: Output): Suspend<void> {
  const broadcast = new MutableSharedFlow<string>({ replay: 1 });
  const subscription = broadcast.asSharedFlow();
  const onTime = launch(() => subscription.collect((text) => println(`on time: ${text}`)));
  const late = launch(function* () {
    yield* delay(2500);
    yield* subscription.collect((text) => println(`late: ${text}`));
  });
  for (let i = 0; i < 4; i++) {
    yield* delay(1000);
    yield* broadcast.emit(`ping ${i}`);
  }
  yield* delay(1000);
  onTime.cancel(); // a shared flow has no end
  late.cancel();
}
