// A dispatcher says where a coroutine runs; launch takes one, and the coroutines launched inside inherit it.
// Prints the dispatcher that each coroutine, and then its child, finds in its context.

import {
  ContinuationInterceptor,
  type CoroutineScope,
  currentCoroutineContext,
  Dispatchers,
  type Suspend,
} from 'suspendable';
import type { Output } from './program.js';

export const title = 'Launching on dispatchers';
export const expected = [
  'coroutine on Dispatchers.Default, its child on Dispatchers.Default',
  'coroutine on Dispatchers.Main, its child on Dispatchers.Main',
  'coroutine on Dispatchers.IO, its child on Dispatchers.IO',
  'coroutine on Dispatchers.Unconfined, its child on Dispatchers.Unconfined',
  'coroutine on Dispatchers.Default.limitedParallelism(2), its child on Dispatchers.Default.limitedParallelism(2)',
];

const currentDispatcher = () => currentCoroutineContext().get(ContinuationInterceptor);

export function* main({ launch }: CoroutineScope, { print, println }: Output): Suspend<void> {
  const dispatchers = [
    Dispatchers.Default,
    Dispatchers.Main,
    Dispatchers.IO,
    Dispatchers.Unconfined,
    Dispatchers.Default.limitedParallelism(2),
  ];
  for (const dispatcher of dispatchers) {
    const job = launch(dispatcher, ({ launch }) => {
      print(`coroutine on ${currentDispatcher()}, `);
      launch(() => println(`its child on ${currentDispatcher()}`));
    });
    yield* job.join();
  }
}
