// A state flow holds what is so now. It has a value from the start, and always the latest.

import { type CoroutineScope, MutableStateFlow, type StateFlow } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A state';
export const expected = ['0', '1'];

export function main(_scope: CoroutineScope, { println }: Output): void {
  const viewWriter = new MutableStateFlow(0);
  const viewReader: StateFlow<number> = viewWriter.asStateFlow();
  println(viewReader.value);
  viewWriter.update((views) => views + 1);
  println(viewReader.value);
}
