/* What is still held, as the garbage collector sees it. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects what nothing holds, also after what was to end in turns of the host. */
export async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    collect();
  }
}

/** Whether anything but `object` itself holds on to what it refers to. */
export async function isAlive(object: WeakRef<object>): Promise<boolean> {
  await collectGarbage();
  return object.deref() !== undefined;
}
