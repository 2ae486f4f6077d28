// One request by the host's `fetch`.

import { awaitPromise, ensureActive, type Suspend } from 'suspendable';
import { TemporaryFailure } from './retry.js';

/**
 * The size of what is at `url`, in bytes.
 * @throws TemporaryFailure when the server cannot be reached or says that it is busy; Error for any other status that is no success.
 */
export function* httpGet(url: string): Suspend<number> {
  const response = yield* reach(url);
  if (response.status === 429 || response.status >= 500) throw new TemporaryFailure(`status ${response.status}`);
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (yield* awaitPromise(response.arrayBuffer())).byteLength;
}

function* reach(url: string): Suspend<Response> {
  try {
    return yield* awaitPromise((signal) => fetch(url, { signal }));
  } catch (error) {
    ensureActive();
    throw new TemporaryFailure('cannot be reached', { cause: error });
  }
}
